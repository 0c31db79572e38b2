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
    /// <exception cref="FileNotFoundException">The part is not on disk.</exception>
    public abstract LabeledImages Load(DatasetPart part);

    /// <summary>Loads a part, and downloads what is not on disk.</summary>
    public abstract Task<LabeledImages> FetchAsync(
        DatasetPart part, DatasetDownloadOptions options, IProgress<DownloadProgress> progress, CancellationToken cancellationToken);
}
