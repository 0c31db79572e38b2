using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Fuzz;

/// <summary>Loading a CSV of labels and pixels; the images are then split.</summary>
internal sealed class CsvTarget() : FuzzTarget("csv", [.. DatasetSeeds.Csv()], ByteMutator.Instance, SmallFileAllocation)
{
    private static readonly EmnistCsvOptions Options = new()
    {
        Size = new ImageSize { Width = DatasetSeeds.Width, Height = DatasetSeeds.Height },
    };

    /// <inheritdoc/>
    public override Action? Read(byte[] input)
    {
        try
        {
            LabeledImages images = EmnistCsv.Load(new MemoryStream(input), Options);
            return () => images.Split(0.5, seed: 1);
        }
        catch (DatasetFormatException)
        {
            return null;
        }
    }
}
