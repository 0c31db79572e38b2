using Microsoft.Win32.SafeHandles;

namespace Emnist.Recognition.Tool;

/// <summary>
/// The standard streams as the process was given them. Where one is closed, as by <c>&gt;&amp;-</c>, its number is that of some file
/// of the runtime, which must be neither read nor written.
/// </summary>
internal static class StandardStreams
{
    private const int Input = 0;
    private const int Output = 1;
    private const int Error = 2;
    private const int BrokenPipe = 32;

    /// <summary>What Linux says of a file that the runtime has opened, and not of one that was handed to the process.</summary>
    private const int CloseOnExec = 0x80000;

    public static bool IsOutputClosed => IsClosed(Output);

    /// <summary>The standard error, or nothing where it is closed.</summary>
    public static TextWriter OpenError() => IsClosed(Error) ? TextWriter.Null : Console.Error;

    /// <summary>The standard input; where it is closed, a stream that says so.</summary>
    public static Stream OpenInput() => IsClosed(Input) ? new ClosedInput() : Console.OpenStandardInput();

    /// <summary>
    /// The output where it is a file or a pipe, each line of it written at once. .NET's own drops what is written to a pipe that nobody
    /// reads any more, and the work of hours would go on for nobody: this one fails.
    /// </summary>
    public static TextWriter OpenRedirectedOutput()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.Out;
        }

        // A file is left to .NET: only its own stream moves the place at which other programs go on.
        var stream = new FileStream(new SafeFileHandle(Output, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return new StreamWriter(new NamedOutput(stream.CanSeek ? Console.OpenStandardOutput() : stream), Console.OutputEncoding, bufferSize: 1 << 14)
        {
            AutoFlush = true,
        };
    }

    /// <summary>Whether the output failed since nobody reads it any more.</summary>
    public static bool IsBrokenPipe(IOException exception) => exception.HResult == BrokenPipe;

    private static bool IsClosed(int descriptor)
    {
        string description = $"/proc/self/fdinfo/{descriptor}";
        return OperatingSystem.IsLinux() && File.Exists(description)
            && File.ReadLines(description).FirstOrDefault(static line => line.StartsWith("flags:", StringComparison.Ordinal)) is { } flags
            && (Convert.ToInt32(flags["flags:".Length..].Trim(), fromBase: 8) & CloseOnExec) != 0;
    }

    /// <summary>Writes, and says of what cannot be written that it is the output.</summary>
    private sealed class NamedOutput(Stream output) : MemoryStream
    {
        public override bool CanSeek => false;

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                output.Write(buffer);
            }
            catch (Exception e) when (e is UnauthorizedAccessException || (e is IOException failure && !IsBrokenPipe(failure)))
            {
                throw new ToolException($"the standard output cannot be written: {e.Message}");
            }
        }

        public override void Flush() => output.Flush();
    }

    private sealed class ClosedInput : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer) => throw new IOException("the standard input is closed.");
    }
}
