using System.Globalization;

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

    /// <summary>What was read and left out, such as <c>LoadedImageFolder: 1,200 images, 3 skipped, 47 classes</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"LoadedImageFolder: {Images.Count:N0} images, {Skipped.Count:N0} skipped, {Images.ClassNames.Count} classes");
}
