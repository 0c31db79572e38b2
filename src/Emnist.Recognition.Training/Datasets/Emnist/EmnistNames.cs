namespace Emnist.Recognition.Training.Datasets;

/// <summary>What the files of the official splits are called.</summary>
internal static class EmnistNames
{
    /// <summary>What the name of a set's images ends in, but for <c>.gz</c>.</summary>
    public const string ImagesEnd = "-images-idx3-ubyte";

    /// <summary>Such as <c>emnist-balanced</c>.</summary>
    public static string ForSplit(EmnistSplit split) => split switch
    {
        EmnistSplit.ByClass => "emnist-byclass",
        EmnistSplit.ByMerge => "emnist-bymerge",
        EmnistSplit.Balanced => "emnist-balanced",
        EmnistSplit.Letters => "emnist-letters",
        EmnistSplit.Digits => "emnist-digits",
        EmnistSplit.Mnist => "emnist-mnist",
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, "EMNIST has no such split."),
    };

    /// <summary>Such as <c>emnist-balanced-train</c>.</summary>
    public static string ForPart(EmnistSplit split, DatasetPart part) => $"{ForSplit(split)}-{ForPart(part, "train", "test")}";

    public static string ForPart(DatasetPart part, string train, string test) => part switch
    {
        DatasetPart.Train => train,
        DatasetPart.Test => test,
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "A data set has a training and a test part."),
    };

    public static string Images(string set) => set + ImagesEnd;

    public static string Labels(string set) => $"{set}-labels-idx1-ubyte";

    public static string Mapping(string split) => $"{split}-mapping.txt";

    /// <summary>The names of all files that NIST's archive holds.</summary>
    public static IEnumerable<string> All()
    {
        foreach (EmnistSplit split in Enum.GetValues<EmnistSplit>())
        {
            yield return Mapping(ForSplit(split));
            foreach (DatasetPart part in Enum.GetValues<DatasetPart>())
            {
                yield return Images(ForPart(split, part)) + ".gz";
                yield return Labels(ForPart(split, part)) + ".gz";
            }
        }
    }
}
