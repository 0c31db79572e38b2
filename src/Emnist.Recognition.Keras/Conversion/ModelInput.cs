using Emnist.Recognition.Keras.Configuration;
using Emnist.Recognition.Keras.Weights;

namespace Emnist.Recognition.Keras.Conversion;

/// <summary>Finds the shape of a model's input.</summary>
internal static class ModelInput
{
    public static Value Find(ModelConfig model, IModelWeights weights)
    {
        LayerConfig first = First(model);
        int?[] sides = SidesOf(first) ?? model.BuildShape ?? DenseInput(first, weights) ?? throw Fault.Layer(
            first.Name, "is the first, and the file does not tell the shape of its input",
            "Give the model an Input(shape=...), set its weights, and save it again.");
        long values = sides.Aggregate(1L, static (product, side) => Math.Min(product * (side ?? 0), int.MaxValue));
        if (sides.Length is < 1 or > 3 || values is 0 or > KerasLimits.LayerValues)
        {
            throw Fault.Layer(
                first.Name, $"takes [{string.Join(", ", sides.Select(static side => side?.ToString(provider: null) ?? "any"))}]",
                "Only images [28, 28, 1] or [28, 28] and vectors [784] of a fixed size are read: give the model such an input.");
        }

        int[] known = [.. sides.OfType<int>()];
        return Value.Input(known, IsChannelsFirst(known, model));
    }

    /// <summary>Whether the channels of an input come first: by which side can be grey or colour, else by what the layers say.</summary>
    private static bool IsChannelsFirst(int[] sides, ModelConfig model) =>
        ModelConverter.IsChannelsFirst(sides) || (sides is [_, _, not (1 or 3)] && Format(model) is "channels_first" or "th");

    private static string Format(ModelConfig model) => model.Layers
        .Select(static layer => layer.Model is { } inner ? Format(inner) : layer.Options.Text("", "data_format", "dim_ordering"))
        .FirstOrDefault(static format => format.Length > 0, "");

    /// <summary>The shape that a layer, or the first of a model that it is, says to take.</summary>
    private static int?[]? SidesOf(LayerConfig layer) =>
        layer.Options.BatchShape("batch_input_shape", "batch_shape")
        ?? (layer.Options.Find("input_dim") is not null ? (int?[])[layer.Options.Integer("input_dim")] : null)
        ?? (layer.Model is { } model ? SidesOf(First(model)) ?? model.BuildShape : null)
        ?? layer.BuildShape;

    private static LayerConfig First(ModelConfig model) => model.Input is { } name
        ? model.Layers.FirstOrDefault(layer => layer.Name == name) ?? throw Fault.Damaged($"A model's input '{name}' is no layer")
        : model.Layers[0];

    private static int?[]? DenseInput(LayerConfig first, IModelWeights weights) =>
        first.ClassName == "Dense" && weights.Of(first) is [{ Sides: [var inputs, _] }, ..] ? [inputs] : null;
}
