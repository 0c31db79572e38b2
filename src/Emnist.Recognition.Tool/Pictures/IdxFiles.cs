using Emnist.Recognition.Datasets;

namespace Emnist.Recognition.Tool.Pictures;

/// <summary>Loads a pair of idx files that the command line names.</summary>
internal static class IdxFiles
{
    private const string ImagesEnd = "-images-idx3-ubyte";

    private static readonly string[] Parts = ["-train", "-test"];

    /// <param name="images">The idx3 file.</param>
    /// <param name="labels">The idx1 file.</param>
    /// <param name="mapping">The mapping file; null for the one beside the images, or else the digits.</param>
    /// <param name="upright">Whether the images stand upright in any case; MNIST's do.</param>
    public static LabeledImages Load(string images, string labels, string? mapping, bool upright)
    {
        mapping ??= FindMapping(images);
        CharacterMapping characters = mapping is null ? CharacterMapping.Digits : CharacterMapping.Read(mapping);
        return upright || MnistNames.Match(images)
            ? IdxFile.ReadLabeledImages(images, labels, characters)
            : EmnistDataset.Load(images, labels, characters);
    }

    /// <summary>EMNIST's own name for the mapping: that of the images less what tells the part and the kind.</summary>
    private static string? FindMapping(string images)
    {
        string name = Path.GetFileName(images);
        int end = name.IndexOf(ImagesEnd, StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        string set = name[..end];
        string part = Parts.FirstOrDefault(part => set.EndsWith(part, StringComparison.Ordinal), "");
        string path = Path.Combine(Path.GetDirectoryName(images) ?? "", $"{set[..^part.Length]}-mapping.txt");
        return File.Exists(path) ? path : null;
    }
}
