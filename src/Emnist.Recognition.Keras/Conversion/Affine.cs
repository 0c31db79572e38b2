using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Keras.Conversion;

/// <summary>Layers that only scale and shift the model's input, which go into the weights of the layer that follows.</summary>
internal static class Affine
{
    /// <summary>
    /// What flows in, where nothing is left to be scaled: what cannot take the scaling into its weights has a layer for it before.
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

        string name = call.Network.Add(
            input,
            new Rescaling(scale, offset) { Name = call.Network.NameFor("rescaling"), Inputs = call.Network.InputsOf(input) });
        return input with { Source = name, Pending = (1, 0) };
    }
}
