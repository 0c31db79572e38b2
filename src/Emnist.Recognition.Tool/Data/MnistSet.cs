using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Data;

/// <summary>MNIST itself.</summary>
internal sealed class MnistSet : KnownSet
{
    public override string Name => "mnist";

    public override string Description => "MNIST, the ten digits: 60,000 and 10,000 images, 12 MB to download";

    public override string HomeVariable => "MNIST_HOME";

    public override string? FindFolder(DatasetPart part) => MnistDataset.FindFolder(part);

    public override LabeledImages Load(DatasetPart part) => MnistDataset.Load(part);

    public override Task<LabeledImages> FetchAsync(
        DatasetPart part, DatasetDownloadOptions options, IProgress<DownloadProgress> progress, CancellationToken cancellationToken) =>
        MnistDataset.LoadAsync(part, options, progress, cancellationToken);
}
