namespace Emnist.Recognition.Training.Datasets.Folders;

/// <summary>The folders <c>train</c> and <c>test</c> of a data set, which are no classes themselves.</summary>
internal static class PartFolders
{
    private static readonly string[] Train = ["train", "training"];
    private static readonly string[] Test = ["test", "testing"];
    private static readonly string[] Validation = ["val", "valid", "validation"];

    /// <summary>The name of the one folder of a part.</summary>
    public static string Find(string folder, IReadOnlyList<DirectoryInfo> directories, DatasetPart part)
    {
        string[] names = part == DatasetPart.Train ? Train : Test;
        string[] found = [.. directories.Select(static directory => directory.Name).Where(name => Is(name, names))];
        return found.Length == 1
            ? found[0]
            : throw DatasetFormatException.Create(
                folder,
                "its content",
                $"one folder '{names[0]}' or '{names[1]}'",
                found.Length == 0 ? "none" : $"'{string.Join("' and '", found)}'",
                "Name the part's own folder instead.");
    }

    /// <summary>Refuses folders of which each is named as a part of a data set, unless there are said to be such classes.</summary>
    public static void RefuseAsClasses(string folder, IReadOnlyList<DirectoryInfo> directories, IReadOnlyList<string>? classNames)
    {
        string[] names = [.. directories.Select(static directory => directory.Name)];
        bool areParts = names.Length > 0 && names.All(static name => Is(name, [.. Train, .. Test, .. Validation]));
        if (!areParts || names.All(name => classNames?.Contains(name) == true))
        {
            return;
        }

        throw DatasetFormatException.Create(
            folder,
            "its content",
            "a folder for each class",
            $"the parts of a data set, '{string.Join("', '", names)}'",
            $"Name one of them, such as {Path.Combine(folder, names[0])}, or take it by "
            + $"{nameof(ImageFolderOptions)}.{nameof(ImageFolderOptions.Part)}.");
    }

    private static bool Is(string name, string[] names) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
