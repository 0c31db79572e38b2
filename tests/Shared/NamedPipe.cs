using System.Diagnostics;

namespace Emnist.Recognition.Tests;

/// <summary>Makes what has a file's name and no end: opening it for reading waits for someone to write.</summary>
internal static class NamedPipe
{
    /// <returns>The paths of a pipe, of a link to one, and of a device; nothing on Windows, which has none in folders.</returns>
    public static IReadOnlyList<string> CreateIn(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return [];
        }

        string pipe = Path.Combine(folder, "pipe");
        string link = Path.Combine(folder, "link");
        Process.Start("mkfifo", pipe).WaitForExit();
        File.CreateSymbolicLink(link, pipe);
        return [pipe, link, "/dev/zero"];
    }

    /// <summary>Fails where reading takes as long as if someone waited.</summary>
    public static async Task<Exception> RefusalOf(Action read) =>
        await Record.ExceptionAsync(() => Task.Run(read).WaitAsync(TimeSpan.FromMinutes(1)))
        ?? throw new InvalidOperationException("It was read.");
}
