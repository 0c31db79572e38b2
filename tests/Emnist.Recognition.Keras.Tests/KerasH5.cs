using System.Text.Json.Nodes;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using PureHDF;

namespace Emnist.Recognition.Tests;

/// <summary>Writes a chain of layers as tf.keras does, by PureHDF.</summary>
internal static class KerasH5
{
    public static void Write(Network network, string path)
    {
        var entries = new JsonArray(new JsonObject
        {
            ["class_name"] = "InputLayer",
            ["config"] = new JsonObject { ["batch_input_shape"] = Shape(network.InputShape), ["name"] = "input_1" },
        });
        var weights = new H5Group { Attributes = { ["layer_names"] = network.Layers.Select(static layer => layer.Name).ToArray() } };
        foreach (NetworkLayer layer in network.Layers)
        {
            JsonObject options = Options(layer.Definition, out string className);
            options["name"] = layer.Name;
            entries.Add(new JsonObject { ["class_name"] = className, ["config"] = options });
            var group = new H5Group { Attributes = { ["weight_names"] = layer.Parameters.Select(static one => Name(one)).ToArray() } };
            foreach (Parameter parameter in layer.Parameters)
            {
                group[Name(parameter)] = new H5Dataset(
                    parameter.Values.ToArray(), fileDims: [.. parameter.Shape.Select(static side => (ulong)side)]);
            }

            weights[layer.Name] = group;
        }

        var model = new JsonObject
        {
            ["class_name"] = "Sequential", ["config"] = new JsonObject { ["name"] = "sequential", ["layers"] = entries },
        };
        new H5File
        {
            ["model_weights"] = weights,
            Attributes = { ["model_config"] = model.ToJsonString(), ["backend"] = "tensorflow", ["keras_version"] = "2.15.0" },
        }.Write(path);
    }

    /// <summary>In place of Keras's name, which has a slash and would need a group of its own.</summary>
    private static string Name(Parameter parameter) => $"{parameter.Name.Split('/')[^1]}:0";

    private static JsonArray Shape(TensorShape shape) =>
        shape.Rank == 1 ? [null, shape.Length] : [null, shape.Height, shape.Width, shape.Channels];

    private static JsonArray Pair(WindowSize size) => [size.Height, size.Width];

    private static string Function(ActivationFunction function) => function.ToString().ToLowerInvariant();

    private static JsonObject Options(Layer layer, out string className)
    {
        className = layer.GetType().Name;
        return layer switch
        {
            Conv2D conv => new JsonObject
            {
                ["filters"] = conv.Filters,
                ["kernel_size"] = Pair(conv.KernelSize),
                ["strides"] = Pair(conv.Strides),
                ["padding"] = conv.Padding == Padding.Same ? "same" : "valid",
                ["use_bias"] = conv.UseBias,
                ["activation"] = Function(conv.Activation),
            },
            Dense dense => new JsonObject
            {
                ["units"] = dense.Units, ["use_bias"] = dense.UseBias, ["activation"] = Function(dense.Activation),
            },
            MaxPooling2D pooling => new JsonObject
            {
                ["pool_size"] = Pair(pooling.PoolSize),
                ["strides"] = Pair(pooling.Strides),
                ["padding"] = pooling.Padding == Padding.Same ? "same" : "valid",
            },
            BatchNormalization normalization => new JsonObject
            {
                ["epsilon"] = normalization.Epsilon, ["momentum"] = normalization.Momentum, ["axis"] = new JsonArray(-1),
            },
            Activation activation => new JsonObject { ["activation"] = Function(activation.Function) },
            Dropout dropout => new JsonObject { ["rate"] = dropout.Rate },
            Flatten or GlobalAveragePooling2D => [],
            _ => throw new NotSupportedException(className),
        };
    }
}
