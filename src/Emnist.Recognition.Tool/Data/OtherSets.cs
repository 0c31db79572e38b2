using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Data;

/// <summary>Sets of idx files that are no official split, in the folders where EMNIST is looked for.</summary>
internal static class OtherSets
{
    private static readonly HashSet<string> Official =
        [.. Enum.GetValues<EmnistSplit>().SelectMany(static split => Enum.GetValues<DatasetPart>().Select(part => EmnistNames.Of(split, part))), "train", "t10k"];

    /// <summary>Their names and folders, in the order of the names; of several folders the one that is taken.</summary>
    public static IReadOnlyList<(string Name, string Folder)> Find()
    {
        IReadOnlyList<string> folders = DatasetFolders.Standard();
        return
        [
            .. from folder in folders
               where Directory.Exists(folder)
               from path in Directory.EnumerateFiles(folder, $"*{EmnistNames.ImagesEnd}*")
               let file = Path.GetFileName(path)
               let name = file[..file.IndexOf(EmnistNames.ImagesEnd, StringComparison.Ordinal)]
               where !Official.Contains(name) && IdxPair.Find([folder], EmnistNames.Images(name), EmnistNames.Labels(name)) is not null
               group folder by name into set
               orderby set.Key
               select (set.Key, set.First()),
        ];
    }
}
