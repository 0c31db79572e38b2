namespace Emnist.Recognition.Training.Datasets;

/// <summary>What a folder of pictures held. Immutable, and so safe to share between threads.</summary>
public sealed class LoadedImageFolder
{
    internal LoadedImageFolder(LabeledImages images, IReadOnlyList<string> files, IReadOnlyList<SkippedImage> skipped)
    {
        Images = images;
        Files = files;
        Skipped = skipped;
    }

    /// <summary>The pictures, 28 x 28, each with its class; at least one.</summary>
    public LabeledImages Images { get; }

    /// <summary>
    /// The file of each image, in their order: relative to the folder, with <c>/</c> between folders.
    /// </summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The pictures left out, in the order in which they would have stood.</summary>
    public IReadOnlyList<SkippedImage> Skipped { get; }
}
