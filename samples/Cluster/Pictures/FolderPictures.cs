using System.IO.Enumeration;

namespace Cluster.Pictures;

/// <summary>The pictures of a folder and of the folders in it, on a disk that all silos see under the same name.</summary>
internal sealed class FolderPictures : IPictureSource
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".bmp", ".gif", ".pnm", ".pbm", ".pgm", ".ppm"];

    /// <summary>The full paths, sorted. Hidden files are left out, and folders behind links, which may lead round in a circle.</summary>
    public IReadOnlyList<string> List(string place)
    {
        var pictures = new FileSystemEnumerable<string>(
            Path.GetFullPath(place),
            static (ref entry) => entry.ToFullPath(),
            new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false })
        {
            ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory && IsPicture(entry.FileName),
            ShouldRecursePredicate = static (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        string[] names = [.. pictures.Order(StringComparer.Ordinal)];
        return names.Length > 0 ? names
            : throw new FileNotFoundException($"'{place}' has no pictures, whose names would end in {string.Join(' ', Extensions)}.");
    }

    public Stream Open(string name)
    {
        // To open a pipe would be to wait for someone to write to it. It has the length 0, as an empty file has.
        var file = new FileInfo(name);
        return (file.ResolveLinkTarget(returnFinalTarget: true) ?? file) is FileInfo { Exists: true, Length: 0 }
            ? throw new InvalidDataException("the file is empty, or is no file.")
            : File.OpenRead(name);
    }

    private static bool IsPicture(ReadOnlySpan<char> name)
    {
        foreach (string extension in Extensions)
        {
            if (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
