using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Backpropagation;

namespace Emnist.Recognition.Training.Tests.Backpropagation;

/// <summary>Gradients by all parameters of networks whose layers name their inputs, against central differences.</summary>
public sealed class GraphGradientTests
{
    private const int Batch = 3;

    // Tanh bends smoothly, needs its output on the way back and runs in place, as Linear and Dropout do; Silu needs its input.
    private static readonly Dictionary<string, Network> Cases = new()
    {
        ["residual blocks"] = new Network(
            TensorShape.Image(new ImageSize { Width = 4, Height = 3 }).WithChannels(2),
            Convolution("stem"), Tanh("a"),
            new Conv2D(2, 3) { Padding = Padding.Same, UseBias = false }, new BatchNormalization { Name = "change" },
            new Add { Inputs = ["change", "a"], Name = "b" }, new Activation(ActivationFunction.Silu), Convolution("other"), new Add { Inputs = ["b", "other"] },
            new GlobalAveragePooling2D(), new Dense(4)),
        ["one value taken by five"] = new Network(
            TensorShape.Vector(4),
            new Dense(5) { Name = "x" }, Tanh("s"), new Dense(5) { Inputs = ["x"], Name = "d" }, Linear("l", "x"), Linear("k", "l"),
            new Add { Inputs = ["x", "s", "d", "x", "k", "l"] }, new Dense(3)),
        ["additions of additions"] = new Network(
            TensorShape.Vector(5),
            new Dense(5) { Name = "x" }, new Add { Inputs = ["x", "x"], Name = "two" }, new Add { Inputs = ["two", "x", "two"], Name = "five" },
            Linear("l", "five"), Tanh("s"), new Add { Inputs = ["l", "s", "two"] }, Linear(null), new Dense(4)),
        ["the network's input in the middle"] = new Network(
            TensorShape.Vector(6),
            new Add { Inputs = ["input", "input"], Name = "two" }, new Dense(6), new Add { Inputs = ["dense", "input", "two"], Name = "sum" },
            Linear(null), new Dense(6) { Inputs = ["two"], Name = "d" }, new Add { Inputs = ["d", "activation"] }),
        ["samples of many sizes, one after another"] = new Network(
            TensorShape.Image(new ImageSize { Width = 9, Height = 8 }).WithChannels(2),
            Convolution("stem"), Tanh("s"), new AveragePooling2D(), new ZeroPadding2D(2), new Activation(ActivationFunction.Silu),
            new AveragePooling2D(3) { Strides = 1 }, new Dropout(0.3f), new AveragePooling2D(), new GlobalAveragePooling2D(), new Dense(4)),
        ["a gradient that is shared and written over"] = new Network(
            TensorShape.Vector(5),
            new Dense(5) { Name = "x" }, Tanh("s"), Linear("p", "s"), Linear("q", "s"), new Dropout(0.3f) { Inputs = ["p"], Name = "u" },
            new Dropout(0.4f) { Inputs = ["q"], Name = "v" }, new Add { Inputs = ["u", "v", "x", "s"] }, new Dense(2)),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_equal_central_differences(string name)
    {
        Network network = Cases[name];
        network.Initialize(4);
        float[][] gradients = Run(network, out _);

        foreach ((Parameter parameter, float[] gradient) in network.Parameters.Where(static p => p.IsTrainable).Zip(gradients))
        {
            const float difference = 1 / 256f;
            double[] expected = new double[gradient.Length];
            for (int i = 0; i < gradient.Length; i++)
            {
                float value = parameter.Values[i];
                parameter.Values[i] = value + difference;
                Run(network, out double above);
                parameter.Values[i] = value - difference;
                Run(network, out double below);
                parameter.Values[i] = value;
                expected[i] = (above - below) / (2 * difference);
            }

            Close.Equal(expected, gradient, 2e-3);
        }
    }

    /// <param name="network">A network, trained nowhere.</param>
    /// <param name="loss">A sum of its outputs with weights.</param>
    /// <returns>The gradients of that by the parameters.</returns>
    private static float[][] Run(Network network, out double loss)
    {
        using var graph = new TrainingGraph(network, Batch, threads: 2, seed: 1);
        for (int i = 0; i < graph.Input.Length; i++)
        {
            graph.Input[i] = MathF.Sin(i);
        }

        graph.Forward(Batch);
        loss = 0;
        for (int i = 0; i < Batch * network.OutputShape.Length; i++)
        {
            float weight = MathF.Cos(3 * i);
            graph.OutputGradient[i] = weight;
            loss += (double)weight * graph.Output[i];
        }

        graph.Backward(Batch);
        return [.. graph.Gradients.Select(static gradient => gradient.Gradient.Span.ToArray())];
    }

    private static Conv2D Convolution(string name) => new(2, 3) { Padding = Padding.Same, Name = name };

    private static Activation Tanh(string name) => new(ActivationFunction.Tanh) { Name = name };

    private static Activation Linear(string? name, params string[] inputs) => new(ActivationFunction.Linear) { Name = name, Inputs = inputs };
}
