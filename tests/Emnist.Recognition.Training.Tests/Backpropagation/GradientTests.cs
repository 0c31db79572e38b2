using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Backpropagation;

namespace Emnist.Recognition.Training.Tests.Backpropagation;

/// <summary>Every layer's gradients, by its input and by its parameters, against central differences.</summary>
public class GradientTests
{
    private const int Batch = 3;

    public static TheoryData<string> Kinds => [.. Cases.Keys];

    private static readonly Dictionary<string, (TensorShape Shape, Layer Layer)> Cases = new()
    {
        ["dense"] = (TensorShape.Vector(7), new Dense(5)),
        ["dense without bias"] = (TensorShape.Vector(70), new Dense(33) { UseBias = false }),
        ["convolution"] = (TensorShape.Image(new ImageSize { Width = 4, Height = 5 }).WithChannels(3), new Conv2D(6, 3)),
        ["convolution, same"] = (
            TensorShape.Image(new ImageSize { Width = 7, Height = 4 }).WithChannels(2),
            new Conv2D(3, new WindowSize { Height = 2, Width = 5 }) { Padding = Padding.Same }),
        ["convolution, strides"] = (
            TensorShape.Image(new ImageSize { Width = 5, Height = 8 }).WithChannels(5),
            new Conv2D(4, 3) { Strides = new WindowSize { Height = 3, Width = 2 }, Padding = Padding.Same }),
        ["convolution, stride beyond the window"] = (
            TensorShape.Image(new ImageSize { Width = 8, Height = 7 }), new Conv2D(2, 2) { Strides = 3 }),
        ["convolution, largest stride"] = (
            TensorShape.Image(new ImageSize { Width = 4, Height = 5 }).WithChannels(2),
            new Conv2D(3, 2) { Strides = int.MaxValue, Padding = Padding.Same }),
        ["convolution of one pixel"] = (TensorShape.Image(1), new Conv2D(1, 1)),
        ["convolution, dilation"] = (
            TensorShape.Image(new ImageSize { Width = 8, Height = 6 }).WithChannels(2),
            new Conv2D(3, 3) { DilationRate = new WindowSize { Height = 2, Width = 3 }, Padding = Padding.Same }),
        ["convolution, dilation and strides"] = (
            TensorShape.Image(new ImageSize { Width = 9, Height = 8 }).WithChannels(3),
            new Conv2D(2, new WindowSize { Height = 2, Width = 3 }) { DilationRate = new WindowSize { Height = 3, Width = 1 }, Strides = 2 }),
        ["convolution, groups"] = (
            TensorShape.Image(new ImageSize { Width = 4, Height = 5 }).WithChannels(6), new Conv2D(9, 3) { Groups = 3, Padding = Padding.Same }),
        ["convolution, groups of one channel"] = (
            TensorShape.Image(new ImageSize { Width = 4, Height = 5 }).WithChannels(4), new Conv2D(8, 2) { Groups = 4, UseBias = false }),
        ["convolution, groups of one pixel"] = (TensorShape.Image(1).WithChannels(8), new Conv2D(12, 1) { Groups = 4 }),
        ["depthwise convolution"] = (
            TensorShape.Image(new ImageSize { Width = 5, Height = 6 }).WithChannels(35), new DepthwiseConv2D(3) { Padding = Padding.Same }),
        ["depthwise convolution, strides"] = (
            TensorShape.Image(new ImageSize { Width = 6, Height = 7 }).WithChannels(4),
            new DepthwiseConv2D(new WindowSize { Height = 2, Width = 4 }) { Strides = new WindowSize { Height = 3, Width = 1 }, UseBias = false }),
        ["depthwise convolution, dilation and multiplier"] = (
            TensorShape.Image(new ImageSize { Width = 7, Height = 6 }).WithChannels(5),
            new DepthwiseConv2D(3) { DilationRate = 2, DepthMultiplier = 3 }),
        ["depthwise convolution of one channel"] = (
            TensorShape.Image(new ImageSize { Width = 5, Height = 4 }), new DepthwiseConv2D(2) { DepthMultiplier = 4 }),
        ["separable convolution"] = (
            TensorShape.Image(new ImageSize { Width = 5, Height = 6 }).WithChannels(4),
            new SeparableConv2D(6, 3) { Padding = Padding.Same, Strides = 2 }),
        ["separable convolution, multiplier"] = (
            TensorShape.Image(new ImageSize { Width = 5, Height = 6 }).WithChannels(3),
            new SeparableConv2D(2, 2) { DepthMultiplier = 2, DilationRate = 2, UseBias = false }),
        ["max pooling"] = (TensorShape.Image(new ImageSize { Width = 6, Height = 5 }).WithChannels(9), new MaxPooling2D()),
        ["max pooling, overlapping, same"] = (
            TensorShape.Image(new ImageSize { Width = 7, Height = 5 }).WithChannels(3),
            new MaxPooling2D(3) { Strides = 2, Padding = Padding.Same }),
        ["average pooling"] = (TensorShape.Image(new ImageSize { Width = 6, Height = 5 }).WithChannels(19), new AveragePooling2D()),
        ["average pooling, overlapping, same"] = (
            TensorShape.Image(new ImageSize { Width = 7, Height = 5 }).WithChannels(3),
            new AveragePooling2D(new WindowSize { Height = 2, Width = 4 }) { Strides = new WindowSize { Height = 1, Width = 3 }, Padding = Padding.Same }),
        ["zero padding"] = (
            TensorShape.Image(new ImageSize { Width = 3, Height = 4 }).WithChannels(2),
            new ZeroPadding2D(1) { Top = 0, Right = 2, Bottom = 3 }),
        ["global average pooling"] = (
            TensorShape.Image(new ImageSize { Width = 2, Height = 3 }).WithChannels(5), new GlobalAveragePooling2D()),
        ["batch normalization of images"] = (
            TensorShape.Image(new ImageSize { Width = 4, Height = 3 }).WithChannels(11), new BatchNormalization()),
        ["batch normalization of vectors"] = (TensorShape.Vector(9), new BatchNormalization { Epsilon = 0.1f }),
        ["convolution, pads of its own"] = (
            TensorShape.Image(new ImageSize { Width = 5, Height = 6 }).WithChannels(2),
            new Conv2D(3, 3) { Strides = 2, Pads = new WindowPads(1, 2, 0, 3) }),
        ["max pooling, pads of its own"] = (
            TensorShape.Image(new ImageSize { Width = 6, Height = 6 }).WithChannels(3),
            new MaxPooling2D(3) { Strides = 2, Pads = new WindowPads(1, 1, 1, 1) }),
        ["rescaling"] = (TensorShape.Image(3).WithChannels(2), new Rescaling(1.5f, -0.25f)),
        ["rescaling by channel"] = (TensorShape.Image(3).WithChannels(3), new Rescaling([1.5f, -2, 0.5f], [1])),
        ["rescaling by value"] = (TensorShape.Image(2).WithChannels(2), new Rescaling([3], [1, 2, 3, 4, 5, 6, 7, 8])),
        ["dropout"] = (TensorShape.Vector(31), new Dropout(0.4f)),
        ["flatten"] = (TensorShape.Image(new ImageSize { Width = 3, Height = 2 }).WithChannels(4), new Flatten()),
        ["relu"] = (TensorShape.Image(3).WithChannels(3), new Activation(ActivationFunction.Relu)),
        ["softmax"] = (
            TensorShape.Image(new ImageSize { Width = 3, Height = 2 }).WithChannels(10), new Activation(ActivationFunction.Softmax)),
        ["tanh"] = (TensorShape.Image(3).WithChannels(3), new Activation(ActivationFunction.Tanh)),
        ["sigmoid"] = (TensorShape.Vector(31), new Activation(ActivationFunction.Sigmoid)),
        ["leaky relu"] = (TensorShape.Vector(7), new Activation(ActivationFunction.LeakyRelu)),
        ["leaky relu, alpha of 0"] = (TensorShape.Vector(31), new Activation(ActivationFunction.LeakyRelu) { Alpha = 0 }),
        ["elu"] = (TensorShape.Image(3).WithChannels(3), new Activation(ActivationFunction.Elu)),
        ["elu, alpha"] = (TensorShape.Vector(31), new Activation(ActivationFunction.Elu) { Alpha = 1.7f }),
        ["gelu"] = (TensorShape.Vector(31), new Activation(ActivationFunction.Gelu)),
        ["silu"] = (TensorShape.Image(3).WithChannels(3), new Activation(ActivationFunction.Silu)),
        ["linear"] = (TensorShape.Vector(6), new Activation(ActivationFunction.Linear)),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Gradients_equal_central_differences(string kind)
    {
        (TensorShape shape, Layer definition) = Cases[kind];
        var layer = new NetworkLayer(definition, "layer", shape);
        using var team = new WorkerTeam(2);
        var random = new Random(7);
        foreach (Parameter parameter in layer.Parameters)
        {
            FillRandom(parameter.Values, random);
        }

        NetworkLayer[] operations = [.. layer.Operations];
        AlignedBuffer[] values =
        [
            new AlignedBuffer(Batch * layer.InputShape.Length),
            .. operations.Select(operation => new AlignedBuffer(Batch * operation.OutputShape.Length)),
        ];
        AlignedBuffer[] gradients = [.. values.Select(value => new AlignedBuffer(value.Length))];
        FillRandom(values[0].Span, random);
        FillRandom(gradients[^1].Span, random);
        float[] weights = gradients[^1].Span.ToArray();

        // New steps each time, so that dropout drops the same values again.
        TrainingStep[] Forward()
        {
            TrainingStep[] steps = [.. operations.Select(operation => TrainingSteps.Create(operation, new TrainingContext(team, seed: 3)))];
            for (int i = 0; i < steps.Length; i++)
            {
                steps[i].Forward(values[i], values[i + 1], Batch);
            }

            return steps;
        }

        double Loss()
        {
            Forward();
            double sum = 0;
            for (int i = 0; i < weights.Length; i++)
            {
                sum += (double)values[^1].Span[i] * weights[i];
            }

            return sum;
        }

        TrainingStep[] steps = Forward();
        for (int i = steps.Length - 1; i >= 0; i--)
        {
            steps[i].Backward(values[i], values[i + 1], gradients[i + 1], gradients[i], Batch);
        }

        AssertGradient(values[0].Span, gradients[0].Span, Loss);
        ParameterGradient[] parameters = [.. steps.SelectMany(step => step.Gradients)];
        foreach (ParameterGradient gradient in parameters)
        {
            AssertGradient(gradient.Parameter.Values, gradient.Gradient.Span, Loss);
        }

        Assert.Equal(layer.Parameters.Where(parameter => parameter.IsTrainable), parameters.Select(gradient => gradient.Parameter));
    }

    private static void AssertGradient(Span<float> values, ReadOnlySpan<float> gradient, Func<double> loss)
    {
        const float difference = 1 / 1024f;
        double[] expected = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            float value = values[i];
            values[i] = value + difference;
            double above = loss();
            values[i] = value - difference;
            double below = loss();
            values[i] = value;
            expected[i] = (above - below) / (2 * difference);
        }

        Close.Equal(expected, gradient, 2e-3);
    }

    // All different and none zero, so that no two inputs of a pooling window come closer than the difference and no
    // ReLU bends within it.
    private static void FillRandom(Span<float> values, Random random)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = ((i + 0.5f) * 4 / values.Length) - 2;
            values[i] = values[i] == 0 ? 0.1f : values[i];
        }

        random.Shuffle(values);
    }
}
