using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Keras.Conversion;

/// <summary>Layers that only arrange numbers otherwise.</summary>
internal static class ShapeLayers
{
    public static Value ConvertFlatten(LayerCall call)
    {
        Value input = call.Input;

        // Since 2.1.6, a Flatten of channels_first brings the channels last before it flattens.
        if (call.Options.Find("data_format") is not null && call.ChannelsFirst && input.Sides.Length > 1)
        {
            input = Permute(call, input, [.. Enumerable.Range(1, input.Sides.Length - 1), 0]);
        }

        Value flat = Flatten(call, input, call.Name);
        return flat with { Sides = [input.Shape.Length] };
    }

    /// <summary>The value as a vector of the network: by a layer, where it is an image yet.</summary>
    public static Value Flatten(LayerCall call, Value value) =>
        Flatten(call, value, value.IsFlat ? "" : call.Network.NameFor("flatten"));

    public static Value ConvertReshape(LayerCall call)
    {
        Value input = call.Input;
        int[] sides = call.Options.Integers("target_shape", "dims") ?? throw call.Options.Refuse(
            "target_shape", "is missing", "Save the model again.");
        long known = sides.Where(static side => side != -1)
            .Aggregate(1L, static (product, side) => Math.Min(Math.Max(0, product * side), int.MaxValue));
        if (sides.Count(static side => side == -1) == 1 && known > 0)
        {
            sides = [.. sides.Select(side => side == -1 ? (int)(input.Shape.Length / known) : side)];
            known = sides.Aggregate(1L, static (product, side) => Math.Min(product * side, int.MaxValue));
        }

        if (known != input.Shape.Length || sides.Length is < 1 or > 3)
        {
            throw call.Fault(
                $"makes [{string.Join(", ", sides)}] of [{string.Join(", ", input.Sides)}], which is not supported",
                "Only images and vectors are read.");
        }

        // The model's input is whatever image it is made first.
        return input is { Source: null, IsInOrder: true }
            ? Value.Input(sides, ModelConverter.IsChannelsFirst(sides)) with { Pending = input.Pending }
            : input with { Sides = sides };
    }

    public static Value ConvertPermute(LayerCall call)
    {
        int[] places = call.Options.Integers("dims") ?? throw call.Options.Refuse("dims", "is missing", "Save the model again.");
        int[] axes = [.. places.Select(static place => place - 1)];
        if (!axes.Order().SequenceEqual(Enumerable.Range(0, call.Input.Sides.Length)))
        {
            throw call.Fault($"permutes [{string.Join(", ", call.Input.Sides)}] by [{string.Join(", ", places)}]", "Save the model again.");
        }

        return Permute(call, call.Input, axes);
    }

    private static Value Permute(LayerCall call, Value value, int[] axes) => value.MapSides() is { } map
        ? value with
        {
            Order = [.. axes.Select(axis => map[axis]).OfType<int>()],
            Sides = [.. axes.Select(axis => value.Sides[axis])],
        }
        : throw call.Fault("permutes something that was reshaped before, which is not supported", "Permute the model's input first.");

    private static Value Flatten(LayerCall call, Value value, string name)
    {
        if (value.IsFlat)
        {
            return value;
        }

        string source = call.Network.Add(value, new Flatten { Name = name, Inputs = call.Network.InputsOf(value) });
        return value with { Source = source, IsFlat = true };
    }
}
