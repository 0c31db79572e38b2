namespace Emnist.Recognition.Training.Datasets.Folders;

/// <summary>Settles the classes of a folder's pictures.</summary>
internal static class FolderClasses
{
    private const int MaxClasses = byte.MaxValue + 1;

    public static IReadOnlyList<string> Choose(
        string folder, IReadOnlyList<LabeledFile> files, IReadOnlyList<string>? given)
    {
        if (files.Count == 0)
        {
            throw DatasetFormatException.Create(
                folder,
                "its content",
                $"a folder of pictures for each class, or {LabelsTable.FileName}",
                "no picture in a folder of its class",
                "Name the folder that holds the classes' folders.");
        }

        return given is null ? Find(folder, files) : Check(folder, files, given);
    }

    private static string[] Find(string folder, IReadOnlyList<LabeledFile> files)
    {
        string[] names = [.. files.Select(file => file.ClassName).Distinct().Order(StringComparer.Ordinal)];
        return names.Length <= MaxClasses
            ? names
            : throw DatasetFormatException.Create(
                folder, "its content", $"at most {MaxClasses} classes", $"{names.Length}", "Leave some out.");
    }

    private static IReadOnlyList<string> Check(string folder, IReadOnlyList<LabeledFile> files, IReadOnlyList<string> given)
    {
        // Names that are empty, repeated or too many are refused here, before any picture is read.
        IReadOnlyList<string> names = new LabeledImages(1, default, default, given).ClassNames;
        var known = names.ToHashSet(StringComparer.Ordinal);
        foreach (LabeledFile file in files)
        {
            if (!known.Contains(file.ClassName))
            {
                throw DatasetFormatException.Create(
                    folder,
                    file.File,
                    $"one of the {names.Count} classes given",
                    $"'{file.ClassName}'",
                    $"Name it in {nameof(ImageFolderOptions)}.{nameof(ImageFolderOptions.ClassNames)}, or leave it out.");
            }
        }

        return names;
    }
}
