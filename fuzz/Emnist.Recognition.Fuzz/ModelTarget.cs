using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Fuzz;

/// <summary>Loading a model; what is loaded is saved and loaded again.</summary>
internal sealed class ModelTarget() : FuzzTarget("model", [.. SeedFiles.Models()], new ProtobufMutator(), SmallFileAllocation)
{
    /// <inheritdoc/>
    public override Action? Read(byte[] input)
    {
        try
        {
            OnnxModel model = OnnxModel.Load(new MemoryStream(input));
            return () => SaveAndLoad(model);
        }
        catch (ModelFormatException)
        {
            return null;
        }
    }

    private static void SaveAndLoad(OnnxModel model)
    {
        using MemoryStream saved = new();
        model.Save(saved);
        saved.Position = 0;
        OnnxModel.Load(saved);
    }
}
