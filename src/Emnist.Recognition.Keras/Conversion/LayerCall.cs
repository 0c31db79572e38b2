using Emnist.Recognition.Keras.Configuration;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Keras.Conversion;

/// <summary>A layer to be converted, with what flows into it and the weights that the file has for it.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Name">Its name in the network, taken from Keras's where that is free.</param>
/// <param name="Inputs">What flows in.</param>
/// <param name="Weights">Its weights, in Keras's order.</param>
/// <param name="Network">Where its layers go.</param>
/// <param name="Backend">What Keras ran on, in lower case; null where the file does not tell.</param>
internal sealed record LayerCall(
    LayerConfig Layer, string Name, IReadOnlyList<Value> Inputs, IReadOnlyList<Tensor> Weights, NetworkBuilder Network, string? Backend)
{
    private const string ShapeAdvice = "Architecture and weights are of different models, or the file is damaged: save the model again.";

    public LayerOptions Options => Layer.Options;

    public Value Input => Inputs.Count == 1
        ? Inputs[0]
        : throw Fault($"takes {Inputs.Count} inputs instead of one", "Save the model again.");

    /// <summary>Whether the layer is one of Keras 1, by its options' names.</summary>
    public bool IsKeras1 => Options.Find("dim_ordering", "nb_filter", "border_mode", "output_dim") is not null;

    /// <summary>Whether the channels come before rows and columns.</summary>
    public bool ChannelsFirst => Options.Text("channels_last", "data_format", "dim_ordering") switch
    {
        "channels_last" or "tf" or "default" => false,
        "channels_first" or "th" => true,
        var other => throw Options.Unsupported("data_format", $"'{other}'", "It is channels_last or channels_first."),
    };

    public Padding Padding => Options.Text("valid", "padding", "border_mode") switch
    {
        "valid" => Padding.Valid,
        "same" => Padding.Same,
        var other => throw Options.Unsupported("padding", $"'{other}'", "Use 'valid' or 'same'."),
    };

    public ModelFormatException Fault(string problem, string advice, Exception? cause = null) =>
        Keras.Fault.Layer(Layer.Name, problem, advice, cause);

    /// <summary>Checks how many weights there are.</summary>
    public void RequireWeights(int count)
    {
        if (Weights.Count != count)
        {
            throw Fault(
                Weights.Count == 0 ? "has no weights in the file" : $"has {Weights.Count} weights in the file instead of {count}",
                Weights.Count == 0 ? "Save the whole model with its weights." : ShapeAdvice);
        }
    }

    /// <summary>A weight of the sizes that the layer needs.</summary>
    public Tensor Weight(int index, params ReadOnlySpan<int> sides) => Weights[index].Sides.AsSpan().SequenceEqual(sides)
        ? Weights[index]
        : throw Fault($"has the weights {Weights[index]} where it needs [{string.Join(", ", sides.ToArray())}]", ShapeAdvice);

    /// <summary>The input as an image, and whether rows and columns are exchanged in it.</summary>
    public bool RequireImage(bool channelsFirst) => Input.IsTransposed(channelsFirst) ?? throw Fault(
        $"takes an image with its channels {(channelsFirst ? "first" : "last")}, and [{string.Join(", ", Input.Sides)}] is none",
        "Only images from the model's input on are read, with one data_format.");

    /// <summary>Rows and columns of a size, as the network has them.</summary>
    public static WindowSize Turn(WindowSize size, bool transposed) =>
        transposed ? new WindowSize { Height = size.Width, Width = size.Height } : size;
}
