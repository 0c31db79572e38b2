using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Keras.Conversion;

/// <summary>Layers that only scale and shift the model's input, which go into the weights of the layer that follows.</summary>
internal static class Affine
{
    private const float Epsilon = 1e-3f;

    /// <summary>
    /// What flows in, where nothing is left to be scaled. A layer that cannot take the scaling into its weights has it done before
    /// it, by a batch normalization with the factors.
    /// </summary>
    public static Value Settle(LayerCall call) => Settle(call, call.Input);

    /// <inheritdoc cref="Settle(LayerCall)"/>
    public static Value Settle(LayerCall call, Value input)
    {
        (float scale, float offset) = input.Pending;
        if ((scale, offset) == (1, 0))
        {
            return input;
        }

        int channels = input.IsFlat ? input.Shape.Length : input.Shape.Channels;
        float[] Fill(double value) => [.. Enumerable.Repeat((float)value, channels)];
        double variance = 1 - (double)Epsilon;
        double root = Math.Sqrt((float)variance + (double)Epsilon);
        string name = call.Network.Add(
            input,
            new BatchNormalization
            {
                Name = call.Network.NameFor("rescaling"), Inputs = call.Network.InputsOf(input), Epsilon = Epsilon,
            },
            Fill(scale * root), Fill(offset), Fill(0), Fill(variance));
        return input with { Source = name, Pending = (1, 0) };
    }
}
