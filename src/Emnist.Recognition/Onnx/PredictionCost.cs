using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Onnx;

/// <summary>
/// What the prediction of one sample needs at most, whatever the machine: bounds of what <see cref="Networks.Inference.InferencePlan"/>
/// allocates and of what it works.
/// </summary>
/// <param name="Values">
/// Floats beside the parameters, of 4 bytes each: the values between layers that are kept at a time, the tables of windows, what fills
/// up kernels to whole vectors, and constants for each channel.
/// </param>
/// <param name="Operations">Multiplications of kernels, and other work as so many of them.</param>
internal readonly record struct PredictionCost(long Values, long Operations)
{
    /// <summary>Columns to which a kernel is filled up on the machines with the longest vectors.</summary>
    private const int PanelWidth = 32;

    /// <summary>Multiplications in the time that a value needs which is fetched, changed and stored.</summary>
    private const int OperationsPerValue = 32;

    /// <summary>Multiplications in the time that a value of a pooling's window needs.</summary>
    private const int OperationsPerPooledValue = 4;

    public static PredictionCost Of(Network network)
    {
        NetworkLayer[] parts = [.. network.Layers.SelectMany(static layer => layer.Operations)];
        long kept = (long)CountKept(network) * parts.Max(static part => Math.Max(part.InputShape.Length, part.OutputShape.Length));
        return new PredictionCost(kept + parts.Sum(CountConstants), parts.Sum(CountOperations));
    }

    /// <summary>The most outputs of layers, and the input, that are needed at a time while the layers run in their order.</summary>
    private static int CountKept(Network network)
    {
        int[] lastTakers = new int[network.Layers.Count + 1];
        for (int i = 0; i < network.Layers.Count; i++)
        {
            foreach (int place in network.Layers[i].InputPlaces)
            {
                lastTakers[place + 1] = i;
            }
        }

        (int kept, int most) = (1, 1);
        for (int i = 0; i < network.Layers.Count; i++)
        {
            most = Math.Max(most, ++kept);
            foreach (int place in network.Layers[i].InputPlaces)
            {
                // A layer may take the same output twice, which is let go once.
                if (lastTakers[place + 1] == i)
                {
                    kept--;
                    lastTakers[place + 1] = -1;
                }
            }
        }

        return most;
    }

    private static long CountConstants(NetworkLayer part) => part.Definition switch
    {
        ConvolutionLayer convolution => ModelLimits.Steps(convolution, part.InputShape, part.OutputShape) + CountPadding(part),
        Dense => CountPadding(part),
        Rescaling rescaling => 2L * Math.Max(part.InputShape.Channels, Math.Max(rescaling.Scale.Count, rescaling.Offset.Count)),
        _ => 0,
    };

    private static long CountPadding(NetworkLayer part)
    {
        int columns = part.OutputShape.Channels / (part.Definition is Conv2D { Groups: var groups } ? groups : 1);
        long missing = (PanelWidth - (columns % PanelWidth)) % PanelWidth;
        return part.Parameters[0].Values.Length / columns * missing;
    }

    private static long CountOperations(NetworkLayer part) => part.Definition switch
    {
        ConvolutionLayer => (long)part.Parameters[0].Values.Length * part.OutputShape.Height * part.OutputShape.Width,
        Dense => part.Parameters[0].Values.Length,
        PoolingLayer pooling =>
            ModelLimits.Steps(pooling, part.InputShape, part.OutputShape) * part.InputShape.Channels * OperationsPerPooledValue,
        _ => (long)Math.Max(part.InputShape.Length, part.OutputShape.Length) * OperationsPerValue,
    };
}
