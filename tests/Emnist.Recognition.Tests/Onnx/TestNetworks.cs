using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Tests.Onnx;

/// <summary>Small networks that together have all kinds of layers, odd shapes and every way to pad.</summary>
internal static class TestNetworks
{
    /// <summary>The networks whose files and logits are recorded beside the tests.</summary>
    public static IReadOnlyDictionary<string, Network> Recorded { get; } = new Dictionary<string, Network>
    {
        ["image"] = Fill(Image()),
        ["transposed"] = Fill(Transposed()),
        ["pooled"] = Fill(Pooled()),
        ["vector"] = Fill(Vector()),
        ["windows"] = Fill(Windows()),
    };

    /// <summary>Windows of all kinds, and a flattened image that a dense layer takes after others.</summary>
    public static Network Image() => new(
        TensorShape.Image(new ImageSize { Width = 6, Height = 9 }).WithChannels(2),
        new Conv2D(3, new WindowSize { Height = 3, Width = 2 }) { Padding = Padding.Same, Name = "first" },
        new BatchNormalization { Epsilon = 2e-3f, Momentum = 0.9f },
        new Activation(ActivationFunction.Relu),
        new Conv2D(4, new WindowSize { Height = 2, Width = 3 })
        {
            Padding = Padding.Same, Strides = new WindowSize { Height = 2, Width = 1 }, UseBias = false,
        },
        new MaxPooling2D(new WindowSize { Height = 3, Width = 2 })
        {
            Padding = Padding.Same, Strides = new WindowSize { Height = 1, Width = 2 },
        },
        new Conv2D(5, 2),
        new MaxPooling2D(1) { Padding = Padding.Same },
        new Dropout(0.3f),
        new Flatten { Name = "flat/1" },
        new BatchNormalization(),
        new Dropout(0.25f),
        new Activation(ActivationFunction.Relu),
        new Dense(7) { UseBias = false },
        new BatchNormalization { Name = "schlüssel" },
        new Activation(ActivationFunction.Linear),
        new Flatten(),
        new Dense(4),
        new Activation(ActivationFunction.Softmax));

    /// <summary>A flattened image that no dense layer takes.</summary>
    public static Network Transposed() => new(
        TensorShape.Image(new ImageSize { Width = 5, Height = 3 }),
        new Conv2D(2, new WindowSize { Height = 1, Width = 3 }) { Strides = new WindowSize { Height = 1, Width = 2 } },
        new Activation(ActivationFunction.Softmax),
        new Flatten(),
        new BatchNormalization());

    public static Network Pooled() => new(
        TensorShape.Image(new ImageSize { Width = 8, Height = 5 }).WithChannels(3),
        new MaxPooling2D(new WindowSize { Height = 2, Width = 3 }) { Strides = new WindowSize { Height = 2, Width = 3 } },
        new Conv2D(6, 1) { Padding = Padding.Same },
        new GlobalAveragePooling2D { Name = "mean" },
        new Flatten(),
        new Dense(3));

    /// <summary>Windows that are dilated, in groups or by channels, means over them, and zeros around.</summary>
    public static Network Windows() => new(
        TensorShape.Image(new ImageSize { Width = 11, Height = 8 }).WithChannels(4),
        new ZeroPadding2D(1) { Top = 0, Right = 2 },
        new Conv2D(6, 3)
        {
            DilationRate = new WindowSize { Height = 2, Width = 1 }, Padding = Padding.Same, Groups = 2, Activation = ActivationFunction.Relu,
        },
        new DepthwiseConv2D(new WindowSize { Height = 3, Width = 2 })
        {
            DepthMultiplier = 2, Strides = new WindowSize { Height = 2, Width = 1 }, Padding = Padding.Same,
        },
        new BatchNormalization(),
        new Activation(ActivationFunction.Relu),
        new AveragePooling2D(new WindowSize { Height = 2, Width = 3 })
        {
            Strides = new WindowSize { Height = 1, Width = 2 }, Padding = Padding.Same,
        },
        new DepthwiseConv2D(2) { DilationRate = 2, UseBias = false },
        new AveragePooling2D(),
        new Flatten(),
        new Dense(3));

    /// <summary>Blocks around which a value goes, with a convolution and without, and a flattened image that is added to another.</summary>
    public static Network Residual() => new(
        TensorShape.Image(new ImageSize { Width = 7, Height = 6 }).WithChannels(2),
        new Conv2D(4, 3) { Padding = Padding.Same, Activation = ActivationFunction.Relu, Name = "stem" },
        new Conv2D(4, 3) { Padding = Padding.Same, UseBias = false }, new BatchNormalization(),
        new Add { Inputs = ["batch_normalization", "stem"] }, new Activation(ActivationFunction.Relu) { Name = "block" },
        new Conv2D(5, 3) { Padding = Padding.Same, Strides = 2, Name = "smaller" }, new Conv2D(5, 1) { Strides = 2, Inputs = ["block"] },
        new Add { Inputs = ["smaller", "conv2d_3", "smaller"] }, new Flatten { Name = "flat" }, new Dense(60) { Activation = ActivationFunction.Relu },
        new Flatten { Name = "other", Inputs = ["add_1"] }, new Add { Inputs = ["flat", "dense", "other"] },
        new BatchNormalization(), new Dense(3));

    public static Network Vector() => new(
        TensorShape.Vector(11),
        new BatchNormalization(),
        new Dense(6),
        new Activation(ActivationFunction.Relu),
        new Dropout(0.5f),
        new Dense(2));

    /// <summary>
    /// Sets value i of parameter p, both from 0, to sin(0.7 i + 1.3 p + 0.2) / 2, and to 1 more where it is a gamma or a
    /// variance; the sine in double.
    /// </summary>
    public static Network Fill(Network network)
    {
        int p = 0;
        foreach (Parameter parameter in network.Parameters)
        {
            double center = parameter.Name.EndsWith("/gamma", StringComparison.Ordinal) || parameter.Name.EndsWith("/moving_variance", StringComparison.Ordinal) ? 1 : 0;
            for (int i = 0; i < parameter.Values.Length; i++)
            {
                parameter.Values[i] = (float)(center + (Math.Sin((0.7 * i) + (1.3 * p) + 0.2) / 2));
            }

            p++;
        }

        return network;
    }

    /// <summary>Value i, from 0 on through the batch and channels last, is (37 i mod 256) / 255: a pixel.</summary>
    public static float[] Inputs(TensorShape shape, int count) =>
        [.. Enumerable.Range(0, count * shape.Length).Select(static i => (37 * i % 256) / 255f)];

    public static float[] Predict(Network network, float[] inputs)
    {
        int count = inputs.Length / network.InputShape.Length;
        float[] outputs = new float[count * network.OutputShape.Length];
        network.ToInferencePlan().Predict(inputs, outputs, count);
        return outputs;
    }
}
