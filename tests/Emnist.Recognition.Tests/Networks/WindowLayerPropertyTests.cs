using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Training.Backpropagation;
using FsCheck;
using FsCheck.Fluent;

namespace Emnist.Recognition.Tests.Networks;

/// <summary>
/// Layers with windows of any size, stride, dilation, padding, groups and multiplier: one, or two so that a plan may join them,
/// in prediction and in training, against their definitions.
/// </summary>
public sealed class WindowLayerPropertyTests
{
    [Fact]
    public void Layers_give_what_their_definitions_say() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), static seed => Check(new Random(seed)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static void Check(Random random)
    {
        const int count = 2;
        TensorShape shape = TensorShape.Image(new ImageSize { Width = random.Next(1, 10), Height = random.Next(1, 10) })
            .WithChannels(random.Next(4) == 0 ? random.Next(30, 70) : random.Next(1, 9));
        List<Layer> layers = [];
        for (TensorShape reached = shape; layers.Count < 2;)
        {
            layers.Add(Draw(reached, random));
            reached = new Network(shape, layers).OutputShape;
        }

        var network = new Network(shape, layers);
        foreach (Parameter parameter in network.Parameters)
        {
            Fill(parameter.Values, random);
        }

        float[] inputs = new float[count * shape.Length];
        Fill(inputs, random);
        double[] expected = [.. inputs.Chunk(shape.Length).SelectMany(sample => network.Layers.Aggregate(
            sample.Select(value => (double)value).ToArray(), (values, layer) => NaiveLayers.Run(layer, values)))];

        Close.Equal(expected, network.Predict(inputs), 1e-5);
        using var graph = new TrainingGraph(network, count, threads: 2, seed: 0);
        inputs.CopyTo(graph.Input);
        graph.Forward(count);
        Close.Equal(expected, graph.Output, 1e-5);
    }

    private static Layer Draw(TensorShape shape, Random random)
    {
        Padding padding = random.Next(2) == 0 ? Padding.Same : Padding.Valid;
        int Side(int length, int most) => random.Next(1, Math.Min(padding == Padding.Same ? most : Math.Min(most, length), most) + 1);
        var window = new WindowSize { Height = Side(shape.Height, 4), Width = Side(shape.Width, 4) };
        var strides = new WindowSize { Height = random.Next(1, 4), Width = random.Next(1, 4) };
        int Rate(int length, int side) => side == 1 ? random.Next(1, 9)
            : random.Next(1, (padding == Padding.Same ? 4 : Math.Max((length - 1) / (side - 1), 1)) + 1);
        var dilation = new WindowSize { Height = Rate(shape.Height, window.Height), Width = Rate(shape.Width, window.Width) };
        bool useBias = random.Next(2) == 0;
        int[] divisors = [.. Enumerable.Range(1, shape.Channels).Where(n => shape.Channels % n == 0)];
        int groups = divisors[random.Next(divisors.Length)];
        return random.Next(6) switch
        {
            0 => new Conv2D(groups * random.Next(1, Math.Max(40 / groups, 2)), window)
            {
                Strides = strides, DilationRate = dilation, Padding = padding, UseBias = useBias, Groups = groups,
            },
            1 => new DepthwiseConv2D(window)
            {
                Strides = strides, DilationRate = dilation, Padding = padding, UseBias = useBias, DepthMultiplier = random.Next(1, 4),
            },
            2 => new SeparableConv2D(random.Next(1, 20), window)
            {
                Strides = strides, DilationRate = dilation, Padding = padding, UseBias = useBias, DepthMultiplier = random.Next(1, 3),
            },
            3 => new AveragePooling2D(window) { Strides = strides, Padding = padding },
            4 => new MaxPooling2D(window) { Strides = strides, Padding = padding },
            _ => new ZeroPadding2D(random.Next(3)) { Left = random.Next(4), Bottom = random.Next(4) },
        };
    }

    private static void Fill(Span<float> values, Random random)
    {
        foreach (ref float value in values)
        {
            value = (2 * random.NextSingle()) - 1;
        }
    }
}
