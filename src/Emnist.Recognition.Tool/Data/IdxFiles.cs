using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Data;

/// <summary>Loads a pair of idx files that the command line names.</summary>
internal static class IdxFiles
{
    /// <summary>MNIST's own image files, whose images stand upright where EMNIST's lie on their side.</summary>
    private static readonly string[] UprightNames =
        ["train-images-idx3-ubyte", "t10k-images-idx3-ubyte", "train-images.idx3-ubyte", "t10k-images.idx3-ubyte"];

    /// <param name="images">The idx3 file.</param>
    /// <param name="labels">The idx1 file.</param>
    /// <param name="mapping">The mapping file; null for the one beside the images, that of the official split, or else the digits.</param>
    /// <param name="upright">
    /// Whether the images stand upright; null for what their file's name tells, and then a remark where the images tell otherwise.
    /// </param>
    /// <param name="console">Where remarks go.</param>
    public static LabeledImages Load(string images, string labels, string? mapping, bool? upright, ToolConsole console)
    {
        CharacterMapping characters = mapping is null ? OtherSets.FindMapping(images) : CharacterMapping.Read(mapping);
        bool stands = upright ?? IsUpright(images);
        LabeledImages loaded = stands
            ? IdxFile.ReadLabeledImages(images, labels, characters)
            : EmnistDataset.Load(images, labels, characters);
        if (upright is null && Orientation.DoubtOf(loaded) is { } doubt)
        {
            (string taken, string asked) = stands
                ? ("stand upright, for its name is MNIST's", "Do they lie on their side, as EMNIST's? Say so by --sideways, or else by --upright.")
                : ("lie on their side, as EMNIST's", "Do they stand upright, as MNIST's? Say so by --upright, or else by --sideways.");
            console.Note($"{images}: its images are taken to {taken}; {doubt}. {asked}");
        }

        return loaded;
    }

    private static bool IsUpright(string images)
    {
        string name = Path.GetFileName(images);
        string plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return UprightNames.Contains(plain, StringComparer.OrdinalIgnoreCase);
    }
}
