using Emnist.Recognition.Tool.Data;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Pictures;

/// <summary>Loads a pair of idx files that the command line names.</summary>
internal static class IdxFiles
{
    /// <param name="images">The idx3 file.</param>
    /// <param name="labels">The idx1 file.</param>
    /// <param name="mapping">The mapping file; null for the one beside the images, that of the official split, or else the digits.</param>
    /// <param name="upright">Whether the images stand upright in any case; MNIST's do.</param>
    public static LabeledImages Load(string images, string labels, string? mapping, bool upright)
    {
        CharacterMapping characters = mapping is null ? OtherSets.FindMapping(images) : CharacterMapping.Read(mapping);
        return upright || MnistNames.Match(images)
            ? IdxFile.ReadLabeledImages(images, labels, characters)
            : EmnistDataset.Load(images, labels, characters);
    }
}
