using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Data;

/// <summary>Labelled images that the command line names.</summary>
/// <param name="Images">The idx3 file, or one with labels in it.</param>
/// <param name="Labels">The idx1 file, or a .npz file of labels; null where the images' file has them in it.</param>
/// <param name="Mapping">What the labels mean; null for what the file tells, or else the digits.</param>
internal sealed record ImageFile(string Images, string? Labels, CharacterMapping? Mapping)
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

    /// <summary>What kind of file it is.</summary>
    public ImageFileKind Kind { get; init; }

    /// <summary>The part of a file that may have several; null for its only one.</summary>
    public DatasetPart? Part { get; init; }

    /// <summary>The number that is full ink; null for what the file tells.</summary>
    public double? MaxPixel { get; init; }

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
        if (Kind == ImageFileKind.Mat)
        {
            return Mapping is null ? EmnistMat.Load(Images, Part!.Value) : EmnistMat.Load(Images, Part!.Value, Mapping);
        }

        bool stands = Upright ?? (HasUprightName || Kind == ImageFileKind.Npz);
        LabeledImages loaded = Kind == ImageFileKind.Npz
            ? NpzFile.Load(Images, new NpzOptions { Part = Part, Mapping = Mapping, Transposed = !stands, LabelsPath = Labels, MaxPixel = MaxPixel })
            : Labels is not { } labels
            ? EmnistCsv.Load(Images, new EmnistCsvOptions { Mapping = Mapping, Transposed = !stands, MaxPixel = MaxPixel })
            : stands ? IdxFile.ReadLabeledImages(Images, labels, Mapping ?? CharacterMapping.Digits)
            : EmnistDataset.Load(Images, labels, Mapping ?? CharacterMapping.Digits);
        if (Upright is null && Orientation.DoubtOf(loaded) is { } doubt)
        {
            console.Note(stands
                ? $"{Images}: its images are taken to stand upright, as MNIST's; {doubt}. "
                    + "Do they lie on their side, as EMNIST's? Say so by --sideways, or else by --upright."
                : $"{Images}: its images are taken to lie on their side, as EMNIST's; {doubt}. "
                    + "Do they stand upright, as MNIST's? Say so by --upright, or else by --sideways.");
        }

        return loaded;
    }
}
