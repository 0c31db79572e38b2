using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Keras.Conversion;

/// <summary>Fully connected layers.</summary>
internal static class DenseLayers
{
    public static Value Convert(LayerCall call)
    {
        Value input = call.Input;
        if (input.Sides.Length != 1)
        {
            throw call.Fault(
                $"works along the last axis of [{string.Join(", ", input.Sides)}], which is not supported", "Flatten the image before it.");
        }

        int units = call.Options.Integer("units", "output_dim");
        bool hasBias = call.Options.Flag(true, "use_bias", "bias");
        call.RequireWeights(hasBias ? 2 : 1);
        Tensor weights = call.Weight(0, input.Shape.Length, units);
        if (input.PlacesInKeras() is { } places)
        {
            weights = weights.TakeRows(places);
        }

        Kernel kernel = new Kernel(weights, hasBias ? call.Weight(1, units).Values : null).Take(input.Pending);
        Value flat = ShapeLayers.Flatten(call, input);
        string name = call.Network.Add(
            flat,
            new Dense(units)
            {
                Name = call.Name,
                Inputs = call.Network.InputsOf(flat),
                UseBias = kernel.Bias is not null,
                Activation = Activations.Given(call),
            },
            kernel.Parameters);
        return Activations.Append(call, Value.Vector(name, units));
    }
}
