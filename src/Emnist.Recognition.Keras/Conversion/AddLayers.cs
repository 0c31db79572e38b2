using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Keras.Conversion;

/// <summary>Sums of several inputs.</summary>
internal static class AddLayers
{
    public static Value Convert(LayerCall call)
    {
        Value[] inputs = [.. call.Inputs.Select(input => Affine.Settle(call, input))];
        if (inputs.Length < 2 || inputs.Any(input => !Match(input, inputs[0])))
        {
            string shapes = string.Join(" and ", inputs.Select(static input => $"[{string.Join(", ", input.Sides)}]"));
            throw call.Fault($"adds {shapes}", "Only two or more of the same shape and order are added.");
        }

        string name = call.Network.Add(inputs[0], new Add { Name = call.Name, Inputs = call.Network.InputsOf(inputs) });
        return inputs[0] with { Source = name };
    }

    /// <summary>Keras 1's layer of all ways to join inputs.</summary>
    public static Value ConvertMerge(LayerCall call) => call.Options.Text("sum", "mode") is "sum"
        ? Convert(call)
        : throw call.Options.Unsupported("mode", $"'{call.Options.Text("", "mode")}'", "Only sum is read.");

    private static bool Match(Value one, Value other) =>
        one.Shape == other.Shape && one.IsFlat == other.IsFlat && one.Order.SequenceEqual(other.Order)
        && one.Sides.SequenceEqual(other.Sides);
}
