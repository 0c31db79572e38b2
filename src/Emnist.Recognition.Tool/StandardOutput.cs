using Microsoft.Win32.SafeHandles;

namespace Emnist.Recognition.Tool;

/// <summary>
/// The standard output where it is a file or a pipe. .NET's own drops what is written to a pipe that nobody reads any more, and
/// the work of hours would go on for nobody: this one fails.
/// </summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;
    private const int BrokenPipe = 32;

    /// <summary>Writes each line at once. A file is left to .NET: only it moves the place at which other programs go on.</summary>
    public static TextWriter Redirected()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.Out;
        }

        var stream = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.Out : new StreamWriter(stream, Console.OutputEncoding, bufferSize: 1 << 14) { AutoFlush = true };
    }

    /// <summary>Whether the output failed since nobody reads it any more.</summary>
    public static bool IsClosed(IOException exception) => exception.HResult == BrokenPipe;
}
