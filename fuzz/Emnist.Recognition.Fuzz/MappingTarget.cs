using System.Text;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Fuzz;

/// <summary>Reading a mapping file of EMNIST; a model of its classes is then saved and loaded again.</summary>
internal sealed class MappingTarget() : FuzzTarget("mapping", [.. DatasetSeeds.Mappings()], TextMutator.Instance, SmallFileAllocation)
{
    /// <inheritdoc/>
    public override Action? Read(byte[] input)
    {
        try
        {
            var mapping = CharacterMapping.Read(new StreamReader(new MemoryStream(input), Encoding.UTF8));
            return () => Use(mapping);
        }
        catch (DatasetFormatException)
        {
            return null;
        }
    }

    private static void Use(CharacterMapping mapping)
    {
        int labels = Enumerable.Range(0, 256).Count(label => mapping.TryGetClass((byte)label, out _));
        if (labels != mapping.ClassNames.Count)
        {
            throw new InvalidOperationException($"{labels} labels have a class, and there are {mapping.ClassNames.Count} classes.");
        }

        using var saved = new MemoryStream();
        new OnnxModel(new Network(TensorShape.Vector(1), new Dense(labels)), mapping.ClassNames).Save(saved);
        saved.Position = 0;
        if (!OnnxModel.Load(saved).ClassNames.SequenceEqual(mapping.ClassNames))
        {
            throw new InvalidOperationException("The model has other class names than those that it was saved with.");
        }
    }
}
