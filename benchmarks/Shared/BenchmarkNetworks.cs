using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition;

/// <summary>The networks that are measured, here and in peers/rate_torch.py.</summary>
internal static class BenchmarkNetworks
{
    private static Layer Relu { get; } = new Activation(ActivationFunction.Relu);

    public static Network Create(string name) => name switch
    {
        "vgg" => new Network(TensorShape.Image(28), [
            .. Block(32), .. Block(32), new MaxPooling2D(),
            .. Block(64), .. Block(64), new MaxPooling2D(),
            .. Block(128), .. Block(128), new MaxPooling2D(),
            new Flatten(), new Dense(256), Relu, new Dense(47)]),
        "conv128" => new Network(TensorShape.Image(28), [
            new Conv2D(128, 5), Relu, new MaxPooling2D(),
            new Conv2D(64, 3), Relu, new MaxPooling2D(),
            new Flatten(), new Dense(128), Relu, new Dropout(0.5f), new Dense(47)]),
        "separable" => new Network(TensorShape.Image(28), [
            .. Block(32), .. Separable(64), .. Separable(128, 2), .. Separable(128), .. Separable(256, 2), .. Separable(256),
            new GlobalAveragePooling2D(), new Dense(47)]),
        "mlp" => new Network(TensorShape.Image(28), [new Flatten(), new Dense(128), Relu, new Dense(10)]),
        "default" => EmbeddedModel.Load().Network,
        _ => throw new ArgumentException($"There is no network '{name}': vgg, conv128, separable, mlp or default.", nameof(name)),
    };

    public static int BatchSize(string name) => name == "mlp" ? 128 : 256;

    private static Layer[] Block(int filters) =>
        [new Conv2D(filters, 3) { Padding = Padding.Same, UseBias = false }, new BatchNormalization(), Relu];

    /// <summary>A block of MobileNet (arXiv 1704.04861).</summary>
    private static Layer[] Separable(int filters, int stride = 1) =>
    [
        new DepthwiseConv2D(3) { Padding = Padding.Same, Strides = stride, UseBias = false }, new BatchNormalization(), Relu,
        new Conv2D(filters, 1) { UseBias = false }, new BatchNormalization(), Relu,
    ];
}
