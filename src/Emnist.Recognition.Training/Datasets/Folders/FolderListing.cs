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

    public static IReadOnlyList<LabeledFile> Read(string folder)
    {
        string labels = Path.Combine(folder, LabelsTable.FileName);
        return File.Exists(labels) ? LabelsTable.Read(labels) : [.. ByClass(folder)];
    }

    private static IEnumerable<LabeledFile> ByClass(string folder) =>
        from directory in new DirectoryInfo(folder).GetDirectories("*", Visible).OrderBy(d => d.Name, StringComparer.Ordinal)
        from file in directory.GetFiles("*", Visible).OrderBy(f => f.Name, StringComparer.Ordinal)
        where !NoPictures.Contains(file.Name, StringComparer.OrdinalIgnoreCase)
        select new LabeledFile($"{directory.Name}/{file.Name}", directory.Name);
}
