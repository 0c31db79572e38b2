namespace Emnist.Recognition.Training.Datasets.Folders;

/// <summary>Finds the pictures of a folder and their classes, in an order that is the same everywhere.</summary>
internal static class FolderListing
{
    private static readonly string[] NoPictures = ["Thumbs.db", "desktop.ini"];

    private static readonly EnumerationOptions Visible = new()
    {
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
    };

    /// <summary>Lists a folder, or the part of it that is asked for.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="part">The part; null for a folder that has none.</param>
    /// <param name="classNames">The classes given, among which may be such as <c>train</c>; null for those that are found.</param>
    /// <returns>The files, relative to <paramref name="folder"/>.</returns>
    public static IReadOnlyList<LabeledFile> Read(string folder, DatasetPart? part, IReadOnlyList<string>? classNames)
    {
        if (part is { } chosen)
        {
            string name = PartFolders.Find(folder, Folders(folder), chosen);
            return [.. Read(Path.Combine(folder, name), part: null, classNames).Select(file => file with { File = $"{name}/{file.File}" })];
        }

        string labels = Path.Combine(folder, LabelsTable.FileName);
        return File.Exists(labels) ? LabelsTable.Read(labels) : ByClass(folder, classNames);
    }

    private static List<LabeledFile> ByClass(string folder, IReadOnlyList<string>? classNames)
    {
        DirectoryInfo[] directories = Folders(folder);
        PartFolders.RefuseAsClasses(folder, directories, classNames);
        var files = new List<LabeledFile>();
        foreach (DirectoryInfo directory in directories)
        {
            int before = files.Count;
            files.AddRange(
                from file in directory.GetFiles("*", Visible).OrderBy(f => f.Name, StringComparer.Ordinal)
                where !NoPictures.Contains(file.Name, StringComparer.OrdinalIgnoreCase)
                select new LabeledFile($"{directory.Name}/{file.Name}", directory.Name));
            if (files.Count == before && Folders(directory.FullName) is [var inner, ..])
            {
                throw DatasetFormatException.Create(
                    folder,
                    directory.Name,
                    "pictures, in the folder of a class",
                    $"none but in its folders, such as '{inner.Name}'",
                    "Name the folder that holds the classes' folders, or list the pictures in a labels.csv.");
            }
        }

        return files;
    }

    private static DirectoryInfo[] Folders(string folder) =>
        [.. new DirectoryInfo(folder).GetDirectories("*", Visible).OrderBy(static directory => directory.Name, StringComparer.Ordinal)];
}
