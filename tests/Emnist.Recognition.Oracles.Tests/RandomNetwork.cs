using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Oracles.Tests;

/// <summary>Draws networks of all kinds of layers with all of their options.</summary>
internal static class RandomNetwork
{
    /// <summary>
    /// How many <see cref="Kinds"/> there are: convolutions have 8 windows, 8 strides, 8 dilations, 2 biases and 9 activations, Conv2D
    /// with groups or without, the other two with a multiplier or without; poolings have 8 windows and 8 strides, Dense 2 biases and
    /// 9 activations, Activation 18, BatchNormalization, Rescaling, Dropout and Flatten 2 each, GlobalAveragePooling2D and ZeroPadding2D are one
    /// each, and Add has 2 or 3 inputs of two ranks.
    /// </summary>
    public const int KindCount = (3 * 37) + (2 * 16) + 11 + 18 + 8 + 2 + 4;

    /// <summary>
    /// A network of 1 to 8 layers, some of which add what layers before gave, and what makes a vector of an image; with random
    /// parameters.
    /// </summary>
    public static Network Draw(Random random)
    {
        TensorShape input = random.Next(5) == 0 ? TensorShape.Vector(random.Next(1, 30)) : DrawImage(random);
        List<Layer> layers = [];
        TensorShape shape = input;
        for (int count = random.Next(1, 9); layers.Count < count;)
        {
            if (layers.Count > 0 && random.Next(4) == 0)
            {
                layers.AddRange(DrawAddition(new Network(input, layers), random));
            }
            else
            {
                layers.Add(shape.Rank == 1 ? DrawVectorLayer(shape, random) : DrawImageLayer(shape, random));
            }

            shape = new Network(input, layers).OutputShape;
        }

        if (shape.Rank == 3)
        {
            layers.Add(new Flatten());
        }

        var network = new Network(input, layers);
        Fill(network, random);
        return network;
    }

    /// <summary>The kinds of layers that a network has, with what changes how they are computed.</summary>
    public static IEnumerable<string> Kinds(Network network) => network.Layers.SelectMany(static layer => layer.Definition switch
    {
        ConvolutionLayer conv => Windows(conv.GetType().Name, conv.KernelSize, conv.Strides, conv.Padding)
            .Append($"{conv.GetType().Name} bias {conv.UseBias}").Append($"{conv.GetType().Name} {conv.Activation}")
            .Append($"{conv.GetType().Name} dilation {(conv.DilationRate.Height > 1 ? "down" : "")} {(conv.DilationRate.Width > 1 ? "right" : "")} {conv.Padding}")
            .Append($"{conv.GetType().Name} in groups or several {IsInGroups(conv)}"),
        PoolingLayer pooling => Windows(pooling.GetType().Name, pooling.PoolSize, pooling.Strides, pooling.Padding),
        Dense dense => [$"Dense bias {dense.UseBias}", $"Dense {dense.Activation}"],
        Add => [$"Add of {layer.Inputs.Count} inputs of rank {layer.InputShape.Rank}"],
        Activation activation => [$"Activation {activation.Function} of rank {layer.InputShape.Rank}"],
        var other => (string[])[$"{other.GetType().Name} of rank {layer.InputShape.Rank}"],
    });

    private static bool IsInGroups(ConvolutionLayer layer) => layer switch
    {
        Conv2D conv => conv.Groups > 1,
        DepthwiseConv2D conv => conv.DepthMultiplier > 1,
        SeparableConv2D conv => conv.DepthMultiplier > 1,
        var other => throw new ArgumentException($"A {other.GetType().Name} is not known here.", nameof(layer)),
    };

    private static IEnumerable<string> Windows(string kind, WindowSize size, WindowSize strides, Padding padding) =>
    [
        $"{kind} {(size.Height % 2 == 0 ? "even" : "odd")} x {(size.Width % 2 == 0 ? "even" : "odd")} {padding}",
        $"{kind} strides {(strides.Height > 1 ? "down" : "")} {(strides.Width > 1 ? "right" : "")} {padding}",
    ];

    private static TensorShape DrawImage(Random random) =>
        TensorShape.Image(new ImageSize { Width = random.Next(1, 15), Height = random.Next(1, 15) }).WithChannels(random.Next(1, 6));

    private static Layer DrawImageLayer(TensorShape shape, Random random) => random.Next(14) switch
    {
        < 7 => DrawConvolution(shape, random),
        < 9 => DrawPooling(shape, random),
        9 => new ZeroPadding2D(random.Next(2)) { Top = random.Next(3), Right = random.Next(3) },
        10 => DrawActivation(random),
        11 => random.Next(2) == 0 ? DrawNormalization(random) : DrawRescaling(shape, random),
        12 => new Dropout(random.NextSingle() / 2),
        _ => random.Next(2) == 0 ? new Flatten() : new GlobalAveragePooling2D(),
    };

    private static Layer DrawVectorLayer(TensorShape shape, Random random) => random.Next(7) switch
    {
        < 3 => new Dense(random.Next(1, 40)) { UseBias = random.Next(2) == 0, Activation = DrawFunction(random) },
        3 => DrawActivation(random),
        4 => random.Next(2) == 0 ? DrawNormalization(random) : DrawRescaling(shape, random),
        5 => new Dropout(random.NextSingle() / 2),
        _ => new Flatten(),
    };

    /// <summary>
    /// What the network gives, added to one or two values before it of the same shape, or to itself; or to what a layer makes of
    /// any value of the same size.
    /// </summary>
    private static Layer[] DrawAddition(Network network, Random random)
    {
        NetworkLayer last = network.Layers[^1];
        TensorShape shape = last.OutputShape;
        (string Name, TensorShape Shape)[] values =
            [("input", network.InputShape), .. network.Layers.Select(static layer => (layer.Name, layer.OutputShape))];
        string[] like = [.. values.Where(value => value.Shape == shape).Select(static value => value.Name)];
        string[] others = [.. values
            .Where(value => value.Shape.Rank == shape.Rank && value.Shape.Height == shape.Height && value.Shape.Width == shape.Width)
            .Select(static value => value.Name)];
        string[] inputs = [last.Name, .. random.GetItems(like, random.Next(1, 3))];
        if (random.Next(2) == 0)
        {
            random.Shuffle(inputs);
            return [new Add { Inputs = inputs }];
        }

        string source = random.GetItems(others, 1)[0];
        Layer way = shape.Rank == 1
            ? new Dense(shape.Length) { Inputs = [source], Name = $"way{network.Layers.Count}" }
            : new Conv2D(shape.Channels, 1) { Inputs = [source], Name = $"way{network.Layers.Count}" };
        return [way, new Add { Inputs = [way.Name!, last.Name] }];
    }

    private static ConvolutionLayer DrawConvolution(TensorShape shape, Random random)
    {
        Padding padding = DrawPadding(random);
        WindowSize window = DrawWindow(shape, padding, random);
        (WindowSize strides, WindowSize dilation) = (DrawStrides(random), DrawDilation(shape, window, padding, random));
        (bool useBias, ActivationFunction function) = (random.Next(2) == 0, DrawFunction(random));
        int multiplier = random.Next(2) == 0 ? 1 : random.Next(1, 4);
        int[] divisors = [.. Enumerable.Range(1, shape.Channels).Where(n => shape.Channels % n == 0)];
        int groups = random.Next(2) == 0 ? 1 : divisors[random.Next(divisors.Length)];
        return random.Next(7) switch
        {
            < 4 => new Conv2D(groups * random.Next(1, Math.Max(40 / groups, 2)), window)
            {
                Padding = padding, Strides = strides, DilationRate = dilation, UseBias = useBias, Activation = function, Groups = groups,
            },
            4 => new DepthwiseConv2D(window)
            {
                Padding = padding, Strides = strides, DilationRate = dilation, UseBias = useBias, Activation = function,
                DepthMultiplier = multiplier,
            },
            _ => new SeparableConv2D(random.Next(1, 40), window)
            {
                Padding = padding, Strides = strides, DilationRate = dilation, UseBias = useBias, Activation = function,
                DepthMultiplier = multiplier,
            },
        };
    }

    private static PoolingLayer DrawPooling(TensorShape shape, Random random)
    {
        Padding padding = DrawPadding(random);
        WindowSize window = DrawWindow(shape, padding, random);
        WindowSize strides = random.Next(2) == 0 ? window : DrawStrides(random);
        return random.Next(2) == 0
            ? new MaxPooling2D(window) { Padding = padding, Strides = strides }
            : new AveragePooling2D(window) { Padding = padding, Strides = strides };
    }

    /// <summary>Half of the windows have none; a window of one position may have any.</summary>
    private static WindowSize DrawDilation(TensorShape shape, WindowSize window, Padding padding, Random random)
    {
        int Rate(int length, int side) => random.Next(1, 1 + (side == 1 || padding == Padding.Same ? 3 : Math.Min(3, (length - 1) / (side - 1))));
        return random.Next(2) == 0 ? 1 : new WindowSize { Height = Rate(shape.Height, window.Height), Width = Rate(shape.Width, window.Width) };
    }

    /// <summary>Constants for all values, for each channel, or for each value.</summary>
    private static Rescaling DrawRescaling(TensorShape shape, Random random)
    {
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
        int count = random.GetItems([1, shape.Channels, shape.Length], 1)[0];
        return new Rescaling(Draw(count), Draw(random.Next(2) == 0 ? count : 1));
    }

    private static BatchNormalization DrawNormalization(Random random) => new() { Epsilon = MathF.Pow(10, -1 - (4 * random.NextSingle())) };

    /// <summary>Half of the windows are of 3 x 3, for which there are ways of their own.</summary>
    private static WindowSize DrawWindow(TensorShape shape, Padding padding, Random random)
    {
        int Side(int length) => random.Next(1, padding == Padding.Same ? 6 : Math.Min(5, length) + 1);
        bool canBeThree = padding == Padding.Same || (shape.Height >= 3 && shape.Width >= 3);
        return canBeThree && random.Next(2) == 0 ? 3 : new WindowSize { Height = Side(shape.Height), Width = Side(shape.Width) };
    }

    private static WindowSize DrawStrides(Random random) =>
        random.Next(2) == 0 ? 1 : new WindowSize { Height = random.Next(1, 4), Width = random.Next(1, 4) };

    private static Padding DrawPadding(Random random) => random.Next(2) == 0 ? Padding.Same : Padding.Valid;

    /// <summary>Softmax seldom, for it takes most of the differences away.</summary>
    private static ActivationFunction DrawFunction(Random random) => random.Next(11) switch
    {
        < 2 => ActivationFunction.Linear,
        < 4 => ActivationFunction.Relu,
        4 => ActivationFunction.Softmax,
        var other => other + ActivationFunction.Tanh - 5,
    };

    private static Activation DrawActivation(Random random) => DrawFunction(random) switch
    {
        var function and (ActivationFunction.LeakyRelu or ActivationFunction.Elu) => new Activation(function) { Alpha = 2 * random.NextSingle() },
        var function => new Activation(function),
    };

    /// <summary>Kernels are drawn as for training; biases, scales, shifts, means and variances get values that show.</summary>
    private static void Fill(Network network, Random random)
    {
        network.Initialize(random.Next());
        foreach (Parameter parameter in network.Parameters.Where(static parameter => parameter.Shape.Count == 1))
        {
            bool positive = parameter.Name.EndsWith("/moving_variance", StringComparison.Ordinal);
            foreach (ref float value in parameter.Values)
            {
                value = positive ? 0.2f + (2 * random.NextSingle()) : (2 * random.NextSingle()) - 1;
            }
        }
    }
}
