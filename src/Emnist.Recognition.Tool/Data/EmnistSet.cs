using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Data;

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

    public override LabeledImages Load(DatasetPart part) => EmnistDataset.Load(split, part);

    public override Task<LabeledImages> FetchAsync(
        DatasetPart part, DatasetDownloadOptions options, IProgress<DownloadProgress> progress, CancellationToken cancellationToken) =>
        EmnistDataset.LoadAsync(split, part, options, progress, cancellationToken);
}
