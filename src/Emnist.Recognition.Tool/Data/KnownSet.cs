using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Data;

/// <summary>A published data set of two parts, as <c>--dataset</c> and <c>data</c> name it.</summary>
internal abstract class KnownSet
{
    /// <summary>All of them, in the order to list.</summary>
    public static IReadOnlyList<KnownSet> All { get; } =
        [new MnistSet(), .. Enum.GetValues<EmnistSplit>().Select(static split => new EmnistSet(split))];

    /// <summary>The word on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What it is, in a few words.</summary>
    public abstract string Description { get; }

    /// <summary>The environment variable that names a folder to look in.</summary>
    public abstract string HomeVariable { get; }

    /// <summary>The set of a name; null where it is not known.</summary>
    public static KnownSet? Find(string name) =>
        All.FirstOrDefault(set => set.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The folder that has a part's files; null where none has.</summary>
    public abstract string? FindFolder(DatasetPart part);

    /// <summary>Loads a part from disk.</summary>
    /// <exception cref="ToolException">The part is not on disk.</exception>
    public LabeledImages Load(DatasetPart part) => FindFolder(part) is not null
        ? LoadFound(part)
        : throw new ToolException(
            $"the {(part == DatasetPart.Train ? "training" : "test")} images of {Name} are not on disk: "
            + $"'emnist data fetch {Name}' downloads them.");

    /// <summary>Loads a part, and downloads what is not on disk.</summary>
    public abstract Task<LabeledImages> FetchAsync(
        DatasetPart part, DatasetDownloadOptions options, IProgress<DownloadProgress> progress, CancellationToken cancellationToken);

    /// <summary>Loads a part that is on disk.</summary>
    protected abstract LabeledImages LoadFound(DatasetPart part);
}

/// <summary>MNIST itself.</summary>
internal sealed class MnistSet : KnownSet
{
    public override string Name => "mnist";

    public override string Description => "MNIST, the ten digits: 60,000 and 10,000 images, 12 MB to download";

    public override string HomeVariable => "MNIST_HOME";

    public override string? FindFolder(DatasetPart part) => MnistDataset.FindFolder(part);

    public override Task<LabeledImages> FetchAsync(
        DatasetPart part, DatasetDownloadOptions options, IProgress<DownloadProgress> progress, CancellationToken cancellationToken) =>
        MnistDataset.LoadAsync(part, options, progress, cancellationToken);

    protected override LabeledImages LoadFound(DatasetPart part) => MnistDataset.Load(part);
}

/// <summary>An official split of EMNIST.</summary>
internal sealed class EmnistSet(EmnistSplit split) : KnownSet
{
    public override string Name => split == EmnistSplit.Mnist ? "emnist-mnist" : split.ToString().ToLowerInvariant();

    public override string Description => split switch
    {
        EmnistSplit.ByClass => "EMNIST, 62 classes, uneven: 697,932 and 116,323 images",
        EmnistSplit.ByMerge => "EMNIST, 47 classes, uneven: 697,932 and 116,323 images",
        EmnistSplit.Balanced => "EMNIST, 47 classes, even: 112,800 and 18,800 images",
        EmnistSplit.Letters => "EMNIST, 26 letters in both cases: 124,800 and 20,800 images",
        EmnistSplit.Digits => "EMNIST, the ten digits: 240,000 and 40,000 images",
        _ => "EMNIST, the ten digits in MNIST's numbers: 60,000 and 10,000 images",
    };

    public override string HomeVariable => "EMNIST_HOME";

    public override string? FindFolder(DatasetPart part) => EmnistDataset.FindFolder(split, part);

    public override Task<LabeledImages> FetchAsync(
        DatasetPart part, DatasetDownloadOptions options, IProgress<DownloadProgress> progress, CancellationToken cancellationToken) =>
        EmnistDataset.LoadAsync(split, part, options, progress, cancellationToken);

    protected override LabeledImages LoadFound(DatasetPart part) => EmnistDataset.Load(split, part);
}
