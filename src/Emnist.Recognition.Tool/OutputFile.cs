using System.Text;

namespace Emnist.Recognition.Tool;

/// <summary>A file that long work is to end in.</summary>
internal static class OutputFile
{
    /// <summary>Creates the file's folder, so that what is wrong with it shows before the work and not after.</summary>
    /// <param name="path">The file.</param>
    /// <param name="option">The option that names it.</param>
    /// <returns>The file's full path.</returns>
    /// <exception cref="ToolException">It is a folder.</exception>
    public static string Prepare(string path, string option)
    {
        string full = path.Length == 0 ? "" : Path.GetFullPath(path);
        if (full.Length == 0 || Directory.Exists(full) || Path.EndsInDirectorySeparator(full))
        {
            throw ToolException.Usage($"{option}: '{path}' is a folder; name a file in it.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return full;
    }

    /// <summary>Writes a text, whole or not at all: what stood there stays until the new file is whole.</summary>
    public static void Write(string path, string text)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            Remove(temporary);
            throw;
        }
    }

    /// <summary>Removes a file if that is possible: the failure that led here is the one to report.</summary>
    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
