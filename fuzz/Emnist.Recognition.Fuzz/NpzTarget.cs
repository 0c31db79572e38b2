using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Fuzz;

/// <summary>Loading images and labels from NumPy's arrays; the images are then split.</summary>
internal sealed class NpzTarget() : FuzzTarget("npz", [.. SeedFiles.Arrays("PK"u8)], NpzMutator.Instance, SmallFileAllocation)
{
    /// <inheritdoc/>
    public override Action? Read(byte[] input)
    {
        try
        {
            LabeledImages images = NpzFile.Load(new MemoryStream(input), new NpzOptions());
            return () => images.Split(0.5, seed: 1);
        }
        catch (DatasetFormatException)
        {
            return null;
        }
    }
}
