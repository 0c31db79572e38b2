using System.Text;
using Emnist.Recognition.IO;

namespace Emnist.Recognition.Tool;

/// <summary>
/// A file that long work is to end in, or a folder for several: tried before the work, so that what is wrong with it shows
/// then and not after. Before the end what is there is not touched, and nothing new is left; then folders that are missing are created.
/// </summary>
internal static class OutputFile
{
    /// <summary>Devices and the like: to put a file in their place would take them from all other programs.</summary>
    private static readonly string[] SystemFolders = ["/dev/", "/proc/", "/sys/"];

    /// <summary>Whether names that differ in their case alone are one file.</summary>
    private static readonly StringComparer Names =
        OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>Tries whether a file can be written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="option">The option that names it.</param>
    /// <returns>The file's full path.</returns>
    /// <exception cref="ToolException">It cannot.</exception>
    public static string Prepare(string path, string option)
    {
        string full = path.Length == 0 ? "" : Path.GetFullPath(path);
        if (full.Length == 0 || Directory.Exists(full) || Path.EndsInDirectorySeparator(full))
        {
            throw ToolException.Usage($"{option}: '{full}' is a folder; name a file in it.");
        }

        if (File.Exists(full) && IsOfTheSystem(full))
        {
            throw ToolException.Usage($"{option}: '{full}' is the system's and no file to be replaced; name another.");
        }

        if (File.Exists(full) && File.GetAttributes(full).HasFlag(FileAttributes.ReadOnly))
        {
            throw new ToolException($"{option}: '{full}' is there and write-protected.");
        }

        Try(full, option, full);
        return full;
    }

    /// <summary>Tries whether a picture can be written, which is always PNG: under another name it would pass for what it is not.</summary>
    /// <inheritdoc cref="Prepare" path="/*[not(self::summary)]"/>
    public static string PreparePng(string path, string option) =>
        Path.GetExtension(path) is { Length: > 0 } extension && !extension.Equals(".png", StringComparison.OrdinalIgnoreCase)
            ? throw ToolException.Usage($"{option}: what is written is PNG; name a file that ends in .png, not '{path}'.")
            : Prepare(path, option);

    /// <summary>Tries whether files can be written to a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="option">The option that names it.</param>
    /// <returns>The folder's full path.</returns>
    /// <exception cref="ToolException">They cannot.</exception>
    public static string PrepareFolder(string path, string option)
    {
        string full = path.Length == 0 ? "" : Path.GetFullPath(path);
        if (full.Length == 0)
        {
            throw ToolException.Usage($"{option}: the folder's name is empty.");
        }

        Try(full, option, Path.Combine(full, "emnist"));
        return full;
    }

    /// <exception cref="ToolException">Two options name the same file.</exception>
    public static void ThrowIfAlike(params IEnumerable<(string Option, string? Path)> outputs)
    {
        var seen = new Dictionary<string, string>(Names);
        foreach ((string option, string? path) in outputs)
        {
            if (path is not null && !seen.TryAdd(Path.GetFullPath(path), option))
            {
                throw ToolException.Usage(
                    $"{seen[Path.GetFullPath(path)]} and {option} are both '{Path.GetFullPath(path)}': name a file for each.");
            }
        }
    }

    /// <summary>Writes a text, whole or not at all: what stood there stays until the new file is whole.</summary>
    /// <exception cref="ToolException">The file cannot be written.</exception>
    public static void Write(string path, string text)
    {
        try
        {
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"'{path}' cannot be written: {Reason(e, path)}");
        }
    }

    /// <summary>Tries whether a file can be written, which is the one that is named, or one in the folder that is.</summary>
    private static void Try(string full, string option, string file)
    {
        for (string? parent = file == full ? Path.GetDirectoryName(full) : full; parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (File.Exists(parent))
            {
                throw ToolException.Usage(parent == full
                    ? $"{option}: '{full}' is a file; name a folder."
                    : $"{option}: '{full}' cannot be: '{parent}' is a file and no folder.");
            }
        }

        try
        {
            AtomicFile.Probe(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"{option}: '{full}' cannot be written: {Reason(e, file)}");
        }
    }

    private static bool IsOfTheSystem(string full) =>
        SystemFolders.Any(folder => full.StartsWith(folder, StringComparison.Ordinal))
        && !full.StartsWith("/dev/shm/", StringComparison.Ordinal);

    /// <summary>What the system says, without the path, which is named already.</summary>
    private static string Reason(Exception e, string file) => e.InnerException switch
    {
        UnauthorizedAccessException => "access to the folder is denied.",
        FileNotFoundException => "the folder takes no files.",
        _ => e.Message.Replace($" : '{Path.GetFullPath(file)}'", ".", StringComparison.Ordinal),
    };
}
