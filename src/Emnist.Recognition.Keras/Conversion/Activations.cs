using System.Text.Json;
using Emnist.Recognition.Keras.Configuration;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Keras.Conversion;

/// <summary>Activations: as layers, and as options of others.</summary>
internal static class Activations
{
    private const string Supported =
        "linear, relu, softmax, log_softmax, tanh, sigmoid, leaky_relu, elu, gelu and silu are read.";

    /// <summary>The function that a layer ends in; with an alpha where it is not the library's own.</summary>
    public static (ActivationFunction Function, float? Alpha) Of(LayerOptions options)
    {
        if (options.Find("activation") is not { } activation)
        {
            return (ActivationFunction.Linear, null);
        }

        (string name, LayerOptions inner) = NameOf(activation);
        return name switch
        {
            "linear" => (ActivationFunction.Linear, null),
            "relu" => (ActivationFunction.Relu, null),
            "softmax" or "Softmax" or "log_softmax" => (ActivationFunction.Softmax, null),
            "tanh" => (ActivationFunction.Tanh, null),
            "sigmoid" => (ActivationFunction.Sigmoid, null),
            "elu" => (ActivationFunction.Elu, null),
            "gelu" => (ActivationFunction.Gelu, null),
            "silu" or "swish" => (ActivationFunction.Silu, null),
            "leaky_relu" => (ActivationFunction.LeakyRelu, null),
            "ReLU" => Rectified(inner),
            "LeakyReLU" => Leaky(inner),
            "ELU" => Exponential(inner),
            _ => throw options.Unsupported("activation", $"'{name}'", Supported),
        };
    }

    /// <summary>Adds the function that a layer ends in, where that layer could not be given it.</summary>
    public static Value Append(LayerCall call, Value output)
    {
        (ActivationFunction function, float? alpha) = Of(call.Options);
        return NoteLogarithm(
            call, alpha is null ? output : Add(call, output, call.Network.NameFor($"{call.Name}/activation"), function, alpha));
    }

    /// <summary>The function that a layer of the library is given: none, where it is to be appended.</summary>
    public static ActivationFunction Given(LayerCall call) =>
        Of(call.Options) is (var function, null) ? function : ActivationFunction.Linear;

    public static Value Convert(LayerCall call)
    {
        (ActivationFunction function, float? alpha) = Of(call.Options);
        return NoteLogarithm(call, Add(call, function, alpha));
    }

    public static Value ConvertSoftmax(LayerCall call)
    {
        int[] axes = call.Options.Integers("axis") ?? [-1];
        int rank = call.Input.Sides.Length;
        return axes.All(axis => axis == -1 || axis == rank)
            ? Add(call, ActivationFunction.Softmax, null)
            : throw call.Options.Unsupported("axis", $"{axes[0]}", "Only the last axis is read.");
    }

    public static Value ConvertRelu(LayerCall call) => Add(call, Rectified(call.Options));

    public static Value ConvertLeakyRelu(LayerCall call) => Add(call, Leaky(call.Options));

    public static Value ConvertElu(LayerCall call) => Add(call, Exponential(call.Options));

    private static Value NoteLogarithm(LayerCall call, Value output)
    {
        if (call.Options.Find("activation") is { } activation && NameOf(activation).Name == "log_softmax")
        {
            call.Network.AddLogarithm(output, call.Layer.Name);
        }

        return output;
    }

    /// <summary>The layer ReLU, which has a slope below zero at will.</summary>
    private static (ActivationFunction Function, float? Alpha) Rectified(LayerOptions options)
    {
        foreach (string option in (string[])["max_value", "threshold"])
        {
            if ((option == "max_value" && options.Find(option) is not null) || options.Number(0, option) != 0)
            {
                throw options.Unsupported(
                    option, FormattableString.Invariant($"{options.Number(0, option)}"), "Only a ReLU without a bound is read.");
            }
        }

        float slope = Slope(options, 0, "negative_slope");
        return slope == 0 ? (ActivationFunction.Relu, null) : (ActivationFunction.LeakyRelu, slope);
    }

    private static (ActivationFunction Function, float? Alpha) Leaky(LayerOptions options) =>
        (ActivationFunction.LeakyRelu, Slope(options, 0.3f, "negative_slope", "alpha"));

    private static (ActivationFunction Function, float? Alpha) Exponential(LayerOptions options) =>
        (ActivationFunction.Elu, Slope(options, 1, "alpha"));

    private static float Slope(LayerOptions options, float missing, params ReadOnlySpan<string> names)
    {
        float slope = options.Number(missing, names);
        return slope >= 0
            ? slope
            : throw options.Unsupported(names[0], FormattableString.Invariant($"{slope}"), "It is 0 or more.");
    }

    private static Value Add(LayerCall call, (ActivationFunction Function, float? Alpha) activation) =>
        Add(call, activation.Function, activation.Alpha);

    private static Value Add(LayerCall call, ActivationFunction function, float? alpha)
    {
        if (function == ActivationFunction.Softmax && call.Input.Sides.Length > 1 && call.Input.IsTransposed(channelsFirst: false) is null)
        {
            throw call.Fault("is a softmax over something else than the channels", "Use it on vectors, or with channels_last.");
        }

        return Add(call, Affine.Settle(call), call.Name, function, alpha);
    }

    private static Value Add(LayerCall call, Value input, string name, ActivationFunction function, float? alpha)
    {
        IReadOnlyList<string> inputs = call.Network.InputsOf(input);
        Activation layer = alpha is { } number
            ? new Activation(function) { Name = name, Inputs = inputs, Alpha = number }
            : new Activation(function) { Name = name, Inputs = inputs };
        return input with { Source = call.Network.Add(input, layer) };
    }

    /// <summary>The name of a function, or of a layer that is one, and its options: a text, or an object with both.</summary>
    private static (string Name, LayerOptions Options) NameOf(JsonElement activation)
    {
        var options = new LayerOptions("activation", activation);
        if (activation.ValueKind == JsonValueKind.String)
        {
            return (Plain(activation.GetString()!), options);
        }

        return options.Find("config") is { ValueKind: JsonValueKind.String } function
            ? (Plain(function.GetString()!), options)
            : (Plain(options.Text("", "class_name")), new LayerOptions("activation", options.Find("config") ?? activation));

        static string Plain(string name) => name[(name.LastIndexOf('>') + 1)..];
    }
}
