using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tool.Reading;

/// <summary>Decodes the pictures that people name, among them what is no picture and what never ends.</summary>
internal static class PictureFile
{
    /// <summary>The picture, decoded within the default limits.</summary>
    /// <param name="picture">The picture's name.</param>
    /// <param name="input">The standard input.</param>
    /// <exception cref="UnreadablePictureException">It cannot be read; the message names it.</exception>
    public static GrayImage Decode(PictureName picture, Stream input)
    {
        try
        {
            return picture switch
            {
                { Fault: { } fault } => throw new IOException(fault),
                { IsStandardInput: true } => ImageDecoder.Decode(input),
                _ => ImageDecoder.Decode(Checked(picture.Name)),
            };
        }
        catch (Exception e) when (e is ImageFormatException or IOException or UnauthorizedAccessException)
        {
            throw new UnreadablePictureException(NameIn(e, picture.Name), e);
        }
    }

    /// <summary>
    /// Refuses what is no file with content: opening a pipe would wait for someone to write to it, and a device may never end.
    /// Both have the length 0, as empty files have.
    /// </summary>
    private static string Checked(string path)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new IOException(path.Length == 0 ? "the name is empty." : "there is no file of this name.");
        }

        var file = new FileInfo(path);
        return (file.ResolveLinkTarget(returnFinalTarget: true) ?? file) switch
        {
            FileInfo { Exists: true, Length: > 0 } => path,
            _ when Directory.Exists(path) => throw new IOException("this is a folder."),
            _ when File.Exists(path) => throw new IOException("the file is empty, or a pipe or a device; '-' reads the standard input."),
            _ => throw new FileNotFoundException(),
        };
    }

    /// <summary>What is wrong, after the picture's name, which the library's and most of the system's messages have already.</summary>
    private static string NameIn(Exception e, string name) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => $"{name}: {ErrorText.NoSuchFile}",
        ImageFormatException { Path: not null } => ErrorText.InOptionsOfTheTool(e.Message),
        _ when e.Message.Contains($"{name}'", StringComparison.Ordinal) => e.Message,
        _ => $"{(name.Length == 0 ? "''" : name)}: {ErrorText.InOptionsOfTheTool(e.Message)}",
    };
}
