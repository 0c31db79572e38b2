using System.Text.Json;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Backpropagation;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Tests.Networks;

/// <summary>
/// Logits, gradients, moving averages and ten steps of Adam against PyTorch 1.13 in double precision, as
/// make_pytorch_reference.py recorded them. The networks here and there are the same, by formula.
/// </summary>
public class PyTorchReferenceTests
{
    private static readonly Dictionary<string, PyTorchReference> References =
        JsonSerializer.Deserialize<Dictionary<string, PyTorchReference>>(
            typeof(PyTorchReferenceTests).Assembly.GetManifestResourceStream("pytorch_reference.json")!, JsonSerializerOptions.Web)!;

    private static readonly Layer Relu = new Activation(ActivationFunction.Relu);

    public static TheoryData<string> Names => [.. References.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Logits_gradients_and_moving_averages_equal_PyTorchs(string name)
    {
        (Network network, int batch) = Build(name);
        PyTorchReference reference = References[name];
        using var graph = new TrainingGraph(network, batch, threads: 2, seed: 0);

        double loss = ForwardAndBackward(graph, network, batch);

        Assert.Equal(reference.Loss, loss, 1e-5 * (1 + reference.Loss));
        Close.Equal(reference.Logits, graph.Output, 1e-5);
        Assert.Equal(reference.Gradients.Length, graph.Gradients.Count);
        for (int i = 0; i < reference.Gradients.Length; i++)
        {
            Close.Equal(reference.Gradients[i], graph.Gradients[i].Gradient.Span, 2e-5);
        }

        Parameter[] moving = [.. network.Parameters.Where(parameter => !parameter.IsTrainable)];
        Assert.Equal(reference.Moving.Length, moving.Length);
        for (int i = 0; i < moving.Length; i++)
        {
            Close.Equal(reference.Moving[i], moving[i].Values, 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Ten_steps_of_Adam_lose_as_PyTorchs_do(string name)
    {
        (Network network, int batch) = Build(name);
        using var graph = new TrainingGraph(network, batch, threads: 2, seed: 0);
        var optimizer = new Adam().Start(graph.Gradients);

        foreach (double expected in References[name].AdamLosses)
        {
            double loss = ForwardAndBackward(graph, network, batch);
            Assert.Equal(expected, loss, 1e-4 + (1e-3 * expected));
            optimizer.Step(1e-2);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_compiled_plan_predicts_what_the_layers_do_with_moving_averages(string name)
    {
        // With a momentum of zero the moving averages are those of the batch, so both ways must give the same logits.
        (Network network, int batch) = Build(name, momentum: 0);
        using var graph = new TrainingGraph(network, batch, threads: 1, seed: 0);
        Wave(graph.Input, 0, 1);
        graph.Forward(batch);

        float[] logits = new float[batch * network.OutputShape.Length];
        network.ToInferencePlan().Predict(graph.Input, logits, batch);

        Close.Equal(References[name].Logits, logits, 1e-5);
    }

    private static (Network Network, int Batch) Build(string name, float momentum = 0.99f)
    {
        var normalization = new BatchNormalization { Momentum = momentum };
        (int batch, TensorShape shape, Layer[] layers) = name switch
        {
            "same convolution, pooling" => (3, TensorShape.Image(new ImageSize { Width = 5, Height = 7 }).WithChannels(2), (Layer[])
                [new Conv2D(5, 3) { Padding = Padding.Same }, Relu, new MaxPooling2D(), new Flatten(), new Dense(4)]),
            "strides, batch normalization" => (4, TensorShape.Image(new ImageSize { Width = 7, Height = 9 }),
                [new Conv2D(6, new WindowSize { Height = 3, Width = 2 })
                 {
                     Strides = new WindowSize { Height = 2, Width = 1 }, UseBias = false,
                 },
                 normalization, Relu, new Conv2D(5, 3) { Strides = 2, Padding = Padding.Same }, new Flatten(), new Dense(3)]),
            "even window, overlapping pooling, average" => (2, TensorShape.Image(new ImageSize { Width = 8, Height = 6 }).WithChannels(3),
                [new Conv2D(7, 4) { Padding = Padding.Same }, new MaxPooling2D(3) { Strides = 2, Padding = Padding.Same },
                 new Conv2D(9, 1), new GlobalAveragePooling2D(), new Dense(5)]),
            "window larger than the image" => (2, TensorShape.Image(new ImageSize { Width = 3, Height = 4 }).WithChannels(2),
                [new Conv2D(4, new WindowSize { Height = 9, Width = 7 }) { Padding = Padding.Same }, Relu,
                 new Conv2D(33, 2), new Flatten(), new Dense(3)]),
            "dense layers, softmax between" => (7, TensorShape.Image(new ImageSize { Width = 6, Height = 1 }),
                [new Flatten(), new Dense(18), new Activation(ActivationFunction.Softmax), new Dense(11) { UseBias = false },
                 normalization, Relu, new Dense(6)]),
            "average pooling" => (3, TensorShape.Image(new ImageSize { Width = 8, Height = 9 }).WithChannels(2),
                [new Conv2D(5, 3) { Padding = Padding.Same },
                 new AveragePooling2D(new WindowSize { Height = 3, Width = 2 })
                 {
                     Strides = new WindowSize { Height = 2, Width = 3 }, Padding = Padding.Same,
                 },
                 Relu, new AveragePooling2D(), new Flatten(), new Dense(4)]),
            "zero padding" => (2, TensorShape.Image(new ImageSize { Width = 6, Height = 5 }).WithChannels(2),
                [new ZeroPadding2D(0) { Top = 1, Bottom = 2, Right = 3 }, new Conv2D(4, 3) { Strides = 2 }, Relu,
                 new ZeroPadding2D(0) { Bottom = 1, Left = 2, Right = 1 },
                 new AveragePooling2D(new WindowSize { Height = 2, Width = 3 }) { Strides = new WindowSize { Height = 1, Width = 2 } },
                 new ZeroPadding2D(1), new MaxPooling2D(), new ZeroPadding2D(0) { Top = 2, Right = 1 }, normalization,
                 new Flatten(), new Dense(3)]),
            "dilation" => (3, TensorShape.Image(new ImageSize { Width = 9, Height = 10 }).WithChannels(2),
                [new Conv2D(5, new WindowSize { Height = 3, Width = 2 })
                 {
                     DilationRate = new WindowSize { Height = 2, Width = 3 }, Padding = Padding.Same, Activation = ActivationFunction.Relu,
                 },
                 new Conv2D(6, 3) { DilationRate = new WindowSize { Height = 2, Width = 1 } },
                 new Conv2D(32, 3) { DilationRate = new WindowSize { Height = 3, Width = 2 }, Padding = Padding.Same },
                 new GlobalAveragePooling2D(), new Dense(4)]),
            "groups" => (2, TensorShape.Image(new ImageSize { Width = 6, Height = 7 }).WithChannels(6),
                [new Conv2D(8, 3) { Groups = 2, Padding = Padding.Same, UseBias = false }, normalization, Relu,
                 new Conv2D(12, new WindowSize { Height = 2, Width = 3 })
                 {
                     Groups = 4, Strides = new WindowSize { Height = 2, Width = 1 },
                     DilationRate = new WindowSize { Height = 2, Width = 1 },
                 },
                 new Conv2D(9, 1) { Groups = 3, UseBias = false }, new Flatten(), new Dense(3)]),
            "depthwise convolution" => (3, TensorShape.Image(new ImageSize { Width = 9, Height = 8 }),
                [new DepthwiseConv2D(3) { DepthMultiplier = 3, Padding = Padding.Same, Activation = ActivationFunction.Relu },
                 new DepthwiseConv2D(new WindowSize { Height = 3, Width = 2 })
                 {
                     DepthMultiplier = 2, Strides = new WindowSize { Height = 2, Width = 1 }, UseBias = false,
                 },
                 normalization,
                 new DepthwiseConv2D(3) { Padding = Padding.Same, DilationRate = new WindowSize { Height = 1, Width = 2 } },
                 new Conv2D(5, 1), Relu, new Flatten(), new Dense(4)]),
            "separable convolution" => (2, TensorShape.Image(new ImageSize { Width = 7, Height = 9 }).WithChannels(3),
                [new SeparableConv2D(18, 3) { Padding = Padding.Same, UseBias = false }, normalization, Relu,
                 new SeparableConv2D(35, 3)
                 {
                     DepthMultiplier = 2, Strides = 2, Padding = Padding.Same, Activation = ActivationFunction.Relu,
                 },
                 new SeparableConv2D(8, 2) { DilationRate = new WindowSize { Height = 2, Width = 1 } },
                 new GlobalAveragePooling2D(), new Dense(4)]),
            "activations" => (3, TensorShape.Image(new ImageSize { Width = 5, Height = 6 }).WithChannels(2),
                [new Conv2D(4, 3) { Padding = Padding.Same, Activation = ActivationFunction.Tanh },
                 new Conv2D(5, 2) { Activation = ActivationFunction.LeakyRelu }, new Conv2D(6, 2), new Activation(ActivationFunction.Elu),
                 new Flatten(), new Dense(9) { Activation = ActivationFunction.Gelu }, new Dense(8), new Activation(ActivationFunction.Silu),
                 new Dense(7) { Activation = ActivationFunction.Sigmoid }, new Dense(4)]),
            "activations with an alpha" => (3, TensorShape.Image(new ImageSize { Width = 6, Height = 1 }),
                [new Flatten(), new Dense(9), new Activation(ActivationFunction.LeakyRelu) { Alpha = 0.3f },
                 new Dense(8), new Activation(ActivationFunction.Elu) { Alpha = 1.7f },
                 new Dense(7), new Activation(ActivationFunction.LeakyRelu) { Alpha = 0 }, new Dense(4)]),
            "residual blocks" => (3, TensorShape.Image(new ImageSize { Width = 5, Height = 6 }).WithChannels(2),
                [new Conv2D(4, 3) { Padding = Padding.Same, UseBias = false }, normalization,
                 new Activation(ActivationFunction.Relu) { Name = "stem" },
                 new Conv2D(4, 3) { Padding = Padding.Same, UseBias = false }, normalization, Relu,
                 new Conv2D(4, 3) { Padding = Padding.Same, Name = "change" }, new Add { Inputs = ["change", "stem"] },
                 new Activation(ActivationFunction.Relu) { Name = "block" },
                 new Conv2D(6, 3) { Padding = Padding.Same, Strides = 2, Name = "smaller" },
                 new Conv2D(6, 1) { Padding = Padding.Same, Strides = 2, UseBias = false, Inputs = ["block"] },
                 normalization,
                 new Add { Inputs = ["smaller", "batch_normalization_2"] }, Relu,
                 new GlobalAveragePooling2D { Name = "mean" }, new Dense(6), new Add { Inputs = ["dense", "mean", "mean"] }, new Dense(4)]),
            "sums of the input" => (3, TensorShape.Image(new ImageSize { Width = 3, Height = 4 }).WithChannels(2),
                [new Conv2D(2, 3) { Padding = Padding.Same }, new Add { Inputs = ["conv2d", "input"] },
                 new Activation(ActivationFunction.Relu) { Name = "first" },
                 new Conv2D(2, 1) { Inputs = ["input"] }, new Add { Name = "second", Inputs = ["conv2d_1", "first", "input"] },
                 new Conv2D(2, 3) { Padding = Padding.Same, Inputs = ["second"] },
                 new Add { Inputs = ["second", "conv2d_2"] }, Relu, new Flatten(), new Dense(3)]),
            _ => throw new ArgumentException($"The script records '{name}', which this test does not build.", nameof(name)),
        };
        var network = new Network(shape, layers);
        int phase = 0;
        foreach (Parameter parameter in network.Parameters.Where(parameter => parameter.IsTrainable))
        {
            bool isGamma = parameter.Name.EndsWith("/gamma", StringComparison.Ordinal);
            Wave(parameter.Values, ++phase, 0.5);
            foreach (ref float value in parameter.Values)
            {
                value = isGamma ? (float)(1 + (0.5 * value)) : value;
            }
        }

        return (network, batch);
    }

    private static double ForwardAndBackward(TrainingGraph graph, Network network, int batch)
    {
        int classes = network.OutputShape.Length;
        Wave(graph.Input, 0, 1);
        graph.Forward(batch);
        int[] labels = [.. Enumerable.Range(0, batch).Select(i => ((3 * i) + 1) % classes)];
        (double loss, _) = new SoftmaxCrossentropy(0, null).Compute(graph.Output, labels, [], graph.OutputGradient);
        graph.Backward(batch);
        return loss / batch;
    }

    private static void Wave(Span<float> values, double phase, double scale)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(scale * Math.Sin((0.7 * i) + (0.013 * i * i) + phase));
        }
    }
}
