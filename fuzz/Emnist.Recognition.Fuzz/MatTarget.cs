using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Fuzz;

/// <summary>Loading EMNIST's MATLAB files; the images are then split.</summary>
internal sealed class MatTarget() : FuzzTarget("mat", [.. SeedFiles.Arrays("MATLAB"u8)], ByteMutator.Instance, SmallFileAllocation)
{
    /// <inheritdoc/>
    public override Action? Read(byte[] input)
    {
        try
        {
            LabeledImages images = EmnistMat.Load(new MemoryStream(input), DatasetPart.Train);
            return () => images.Split(0.5, seed: 1);
        }
        catch (DatasetFormatException)
        {
            return null;
        }
    }
}
