using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Data;

/// <summary>Sets of idx files by the names of their files; those that are no official split among them.</summary>
internal static class OtherSets
{
    private const string ImagesEnd = "-images-idx3-ubyte";

    private static readonly string[] TableEnds = [".csv", ".npz"];

    private static readonly string[] Parts = ["-train", "-test"];

    private static readonly HashSet<string> Official =
        [.. Enum.GetValues<EmnistSplit>().SelectMany(static split => Parts.Select(part => SplitName(split) + part)), "train", "t10k"];

    /// <summary>
    /// The names and folders of those that are no official split, in the folders where EMNIST is looked for, in the order of the
    /// names; of several folders the one that is taken.
    /// </summary>
    public static IReadOnlyList<(string Name, string Folder)> Find() =>
    [
        .. from folder in EmnistDataset.Folders
           where Directory.Exists(folder)
           from path in Directory.EnumerateFiles(folder, $"*{ImagesEnd}*")
           let name = NameOf(path)!
           where name.Length > 0 && !Official.Contains(name)
           group name by name into set
           let found = EmnistDataset.FindFolder(set.Key)
           where found is not null
           orderby set.Key
           select (set.Key, found),
    ];

    /// <summary>
    /// Loads a set by name from the folders where EMNIST is looked for, with a remark where it seems to be of MNIST's form.
    /// </summary>
    public static LabeledImages Load(string name, ToolConsole console)
    {
        LabeledImages images = EmnistDataset.LoadSet(name);
        if (Orientation.DoubtOf(images) is { } doubt)
        {
            console.Note(
                $"{name}: its images are taken to lie on their side, as all in EMNIST's folders; {doubt}. "
                + "Do they stand upright? Name the files by --images and --labels, and say so by --upright.");
        }

        return images;
    }

    /// <summary>
    /// The mapping of the set that a file of images is of: that beside the file, or else that of the official split; null where
    /// neither is known.
    /// </summary>
    public static CharacterMapping? FindMapping(string images)
    {
        string name = NameOf(images) ?? "";
        string part = Parts.FirstOrDefault(end => name.EndsWith(end, StringComparison.Ordinal), "");
        string set = name[..^part.Length];
        string path = Path.Combine(Path.GetDirectoryName(images) ?? "", $"{set}-mapping.txt");
        if (set.Length > 0 && File.Exists(path))
        {
            return CharacterMapping.Read(path);
        }

        EmnistSplit[] splits = [.. Enum.GetValues<EmnistSplit>().Where(split => SplitName(split) == set)];
        return splits is [var official] ? CharacterMapping.ForSplit(official) : null;
    }

    private static string SplitName(EmnistSplit split) => $"emnist-{split.ToString().ToLowerInvariant()}";

    /// <summary>What stands before the end of the images' file, or of another kind's; null in another file's name.</summary>
    private static string? NameOf(string path)
    {
        string file = Path.GetFileName(path);
        int end = Math.Max(
            file.IndexOf(ImagesEnd, StringComparison.Ordinal),
            TableEnds.Max(ending => file.IndexOf(ending, StringComparison.OrdinalIgnoreCase)));
        return end < 0 ? null : file[..end];
    }
}
