using Emnist.Recognition.Keras;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Fuzz;

/// <summary>Loading a model of Keras; what is loaded predicts.</summary>
internal sealed class KerasTarget()
    : FuzzTarget("keras", [.. SeedFiles.KerasModels()], KerasMutator.Instance, ReadAnew + SmallFileAllocation)
{
    /// <summary>What PureHDF reads again and again, and lets go at once, until it is stopped.</summary>
    private const long ReadAnew = 400 << 20;

    /// <inheritdoc/>
    public override Action? Read(byte[] input)
    {
        try
        {
            Network network = KerasModel.Load(new MemoryStream(input));
            return () => network.Predict(new float[network.InputShape.Length]);
        }
        catch (ModelFormatException)
        {
            return null;
        }
    }
}
