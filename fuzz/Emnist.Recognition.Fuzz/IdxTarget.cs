using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Fuzz;

/// <summary>Reading an IDX file, as the one that its magic number makes it.</summary>
internal sealed class IdxTarget() : FuzzTarget("idx", [.. DatasetSeeds.Idx()], ByteMutator.Instance, SmallFileAllocation)
{
    /// <inheritdoc/>
    public override Action? Read(byte[] input)
    {
        try
        {
            if (input is [_, _, _, 1, ..])
            {
                IdxFile.ReadLabels(new MemoryStream(input));
                return static () => { };
            }

            IdxImages images = IdxFile.ReadImages(new MemoryStream(input));
            return () => new LabeledImages(images.Size, images.Pixels, new byte[images.Count], ["0"]).Split(0.5, seed: 1);
        }
        catch (DatasetFormatException)
        {
            return null;
        }
    }
}
