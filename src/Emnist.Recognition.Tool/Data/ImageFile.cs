using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Data;

/// <summary>Labelled images that the command line names.</summary>
/// <param name="Images">The idx3 file, or the CSV file.</param>
/// <param name="Labels">The idx1 file; null for a CSV file, which has its labels in it.</param>
/// <param name="Mapping">What the labels mean.</param>
internal sealed record ImageFile(string Images, string? Labels, CharacterMapping Mapping)
{
    /// <summary>MNIST's own image files, whose images stand upright where EMNIST's lie on their side.</summary>
    private static readonly string[] UprightNames =
    [
        "train-images-idx3-ubyte", "t10k-images-idx3-ubyte", "train-images.idx3-ubyte", "t10k-images.idx3-ubyte",
        "train.csv", "mnist_train.csv", "mnist_test.csv",
    ];

    /// <summary>
    /// Whether the images stand upright; null for what their file's name tells, and then a remark where the images tell otherwise.
    /// </summary>
    public bool? Upright { get; init; }

    private bool HasUprightName
    {
        get
        {
            string name = Path.GetFileName(Images);
            string plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
            return UprightNames.Contains(plain, StringComparer.OrdinalIgnoreCase);
        }
    }

    /// <param name="console">Where remarks go.</param>
    public LabeledImages Load(ToolConsole console)
    {
        bool stands = Upright ?? HasUprightName;
        LabeledImages loaded = Labels is not { } labels
            ? EmnistCsv.Load(Images, new EmnistCsvOptions { Mapping = Mapping, Transposed = !stands })
            : stands ? IdxFile.ReadLabeledImages(Images, labels, Mapping)
            : EmnistDataset.Load(Images, labels, Mapping);
        if (Upright is null && Orientation.DoubtOf(loaded) is { } doubt)
        {
            console.Note(stands
                ? $"{Images}: its images are taken to stand upright, for its name is MNIST's; {doubt}. "
                    + "Do they lie on their side, as EMNIST's? Say so by --sideways, or else by --upright."
                : $"{Images}: its images are taken to lie on their side, as EMNIST's; {doubt}. "
                    + "Do they stand upright, as MNIST's? Say so by --upright, or else by --sideways.");
        }

        return loaded;
    }
}
