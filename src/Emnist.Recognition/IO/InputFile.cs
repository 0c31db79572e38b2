namespace Emnist.Recognition.IO;

/// <summary>Opens the files that people name, among them what is no file and what never ends.</summary>
internal static class InputFile
{
    /// <summary>What is wrong with a file that is refused, for a message that names it.</summary>
    public const string Problem = "The file is empty, or a pipe or a device.";

    /// <summary>
    /// Opens a file to read it from its start to its end. What has no content is refused unopened: to open a named pipe is to wait
    /// until someone writes to it, and a device may have no end. Both have the length 0, as empty files have.
    /// </summary>
    /// <param name="path">The file, or a link to it.</param>
    /// <param name="bufferSize">The buffer's size; 0 for none.</param>
    /// <param name="options">How it is read, beside sequentially.</param>
    /// <param name="refuse">Makes the exception of whoever reads such files.</param>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public static FileStream Open(string path, int bufferSize, FileOptions options, Func<Exception> refuse) =>
        HasNoContent(path)
            ? throw refuse()
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize, options | FileOptions.SequentialScan);

    /// <summary>Whether a file is there and has none. What a shell hands over by a number, as in <c>&lt;(zcat file)</c>, is not.</summary>
    private static bool HasNoContent(string path)
    {
        var file = new FileInfo(path);
        FileSystemInfo? target = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true);
        return target is FileInfo { Exists: true, Length: 0 };
    }
}
