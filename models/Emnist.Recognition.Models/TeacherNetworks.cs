using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Models;

/// <summary>The teachers: three kinds of networks, larger than the student, which is <see cref="Training.ReferenceNetworks.Embedded"/>.</summary>
internal static class TeacherNetworks
{
    /// <summary>Kinds of teachers, unlike each other, so that they err unlike each other.</summary>
    public static IReadOnlyList<(string Name, Func<Layer[]> Layers)> All { get; } =
    [
        ("wide", static () => [.. Block(32, 3, 0.1f), .. Block(96, 3, 0.1f), .. Block(160, 3, 0.2f), .. Classifier(256, 0.4f)]),
        ("kernel5", static () =>
        [
            .. Convolution(32, 5), .. Convolution(32, 3), .. End(0.1f),
            .. Convolution(64, 5), .. End(0.1f),
            .. Convolution(128, 5), .. Convolution(128, 3), .. End(0.2f),
            .. Classifier(256, 0.4f),
        ]),
        ("residual", static () =>
        [
            .. Convolution(32, 3), .. Residual("first", 32), .. End(0.1f),
            .. Convolution(64, 3), .. Residual("second", 64), .. End(0.1f),
            .. Convolution(144, 3), .. Residual("third", 144), .. End(0.2f),
            .. Classifier(192, 0.4f),
        ]),
    ];

    public static Network Create(Layer[] layers, int seed)
    {
        var network = new Network(TensorShape.Image(28), layers);
        network.Initialize(seed);
        return network;
    }

    private static Layer[] Block(int filters, int kernel, float dropout) =>
        [.. Convolution(filters, kernel), .. Convolution(filters, kernel), .. End(dropout)];

    private static Layer[] End(float dropout) => [new MaxPooling2D(), new Dropout(dropout)];

    private static Layer[] Convolution(int filters, int kernel) =>
    [
        new Conv2D(filters, kernel) { Padding = Padding.Same, UseBias = false }, new BatchNormalization(), new Activation(ActivationFunction.Relu),
    ];

    /// <summary>What comes in, and what two convolutions make of it (He et al., arXiv 1603.05027, with the activation last).</summary>
    private static Layer[] Residual(string name, int filters) =>
    [
        new Activation(ActivationFunction.Linear) { Name = $"{name}_in" },
        .. Convolution(filters, 3),
        new Conv2D(filters, 3) { Padding = Padding.Same, UseBias = false },
        new BatchNormalization { Name = $"{name}_change" },
        new Add { Inputs = [$"{name}_change", $"{name}_in"] },
        new Activation(ActivationFunction.Relu),
    ];

    private static Layer[] Classifier(int units, float dropout) =>
    [
        new Flatten(), new Dense(units) { UseBias = false }, new BatchNormalization(), new Activation(ActivationFunction.Relu),
        new Dropout(dropout), new Dense(CharacterNames.All.Count),
    ];
}
