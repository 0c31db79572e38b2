using System.IO.Enumeration;

namespace Emnist.Recognition.Tool.Reading;

/// <summary>The pictures of a folder and of those in it.</summary>
internal static class PictureFolder
{
    public const string Extensions = ".png .jpg .jpeg .bmp .gif .pnm .pbm .pgm .ppm";

    /// <summary>
    /// The files whose names end as pictures' do, a folder's before those of the folders in it, each by UTF-16 code. Hidden ones
    /// are left out, and folders behind links, which may lead round in a circle. A folder that has none, or cannot be looked
    /// into, is named with its fault.
    /// </summary>
    public static IEnumerable<PictureName> List(string folder)
    {
        bool isEmpty = true;
        foreach (PictureName picture in Walk(folder))
        {
            isEmpty = false;
            yield return picture;
        }

        if (isEmpty)
        {
            yield return new PictureName(folder) { Fault = $"there are no pictures in the folder, whose names would end in {Extensions}." };
        }
    }

    private static IEnumerable<PictureName> Walk(string folder)
    {
        (string[] files, string[] folders, string? fault) = Look(folder);
        if (fault is not null)
        {
            yield return new PictureName(folder) { Fault = fault };
        }

        foreach (string file in files)
        {
            yield return new PictureName(Path.Combine(folder, file));
        }

        foreach (PictureName picture in folders.SelectMany(name => Walk(Path.Combine(folder, name))))
        {
            yield return picture;
        }
    }

    private static (string[] Files, string[] Folders, string? Fault) Look(string folder)
    {
        try
        {
            return (
                Names(folder, FileAttributes.None, static (ref entry) => !entry.IsDirectory && IsPicture(entry.FileName)),
                Names(folder, FileAttributes.ReparsePoint, static (ref entry) => entry.IsDirectory),
                null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ([], [], e.Message);
        }
    }

    private static string[] Names(string folder, FileAttributes skipped, FileSystemEnumerable<string>.FindPredicate isWanted)
    {
        var options = new EnumerationOptions
        {
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | skipped,
            IgnoreInaccessible = false,
        };
        string[] names =
        [
            .. new FileSystemEnumerable<string>(folder, static (ref entry) => entry.FileName.ToString(), options)
            {
                ShouldIncludePredicate = isWanted,
            },
        ];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    private static bool IsPicture(ReadOnlySpan<char> name)
    {
        ReadOnlySpan<char> extension = Path.GetExtension(name);
        foreach (Range range in Extensions.AsSpan().Split(' '))
        {
            if (extension.Equals(Extensions.AsSpan(range), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
