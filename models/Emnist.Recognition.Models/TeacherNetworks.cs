using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Models;

/// <summary>
/// The teachers: two kinds of networks, larger than the student, which is <see cref="Training.ReferenceNetworks.Embedded"/>.
/// </summary>
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

    private static Layer[] Classifier(int units, float dropout) =>
    [
        new Flatten(), new Dense(units) { UseBias = false }, new BatchNormalization(), new Activation(ActivationFunction.Relu),
        new Dropout(dropout), new Dense(CharacterNames.All.Count),
    ];
}
