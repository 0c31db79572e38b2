using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Datasets.Folders;

namespace Emnist.Recognition.Fuzz;

/// <summary>Reading the table of a folder of pictures, and settling its classes.</summary>
internal sealed class LabelsTarget() : FuzzTarget("labels", [.. DatasetSeeds.Labels()], ByteMutator.Instance, SmallFileAllocation)
{
    private static readonly string Place = Path.Combine("folder", LabelsTable.FileName);

    /// <inheritdoc/>
    public override Action? Read(byte[] input)
    {
        try
        {
            IReadOnlyList<LabeledFile> files = LabelsTable.Read(new MemoryStream(input), Place);
            FolderClasses.Choose("folder", files, given: null);
            return static () => { };
        }
        catch (DatasetFormatException)
        {
            return null;
        }
    }
}
