using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Fuzz;

/// <summary>Loading EMNIST's MATLAB files; the images are then split.</summary>
internal sealed class MatTarget() : FuzzTarget("mat", [.. SeedFiles.Arrays("MATLAB"u8)], ByteMutator.Instance, MaxAllocation)
{
    /// <summary>The seeds have a few hundred bytes: what is allocated beyond is claimed, not there.</summary>
    private const long MaxAllocation = 8 << 20;

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
