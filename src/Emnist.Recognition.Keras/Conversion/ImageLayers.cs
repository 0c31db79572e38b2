using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Keras.Conversion;

/// <summary>Layers of windows that move over an image.</summary>
internal static class ImageLayers
{
    public static Value ConvertConvolution(LayerCall call)
    {
        ConvolutionOptions options = ConvolutionOptions.Read(call);
        int filters = call.Options.Integer("filters", "nb_filter");
        int groups = call.Options.Integer(1, "groups");
        int channels = call.Input.Shape.Channels;
        if (groups < 1 || channels % groups != 0 || filters % groups != 0)
        {
            throw call.Options.Refuse(
                "groups", $"is {groups}, which {channels} channels and {filters} filters cannot be divided into", "Save the model again.");
        }

        call.RequireWeights(options.HasBias ? 2 : 1);
        Tensor weights = ReadKernel(call, options, channels / groups, filters);
        var kernel = new Kernel(weights, options.HasBias ? call.Weight(1, filters).Values : null);
        Value input = call.Input;
        if (options.Padding == Padding.Valid || input.Pending.Offset == 0)
        {
            kernel = kernel.Take(input.Pending);
        }
        else
        {
            input = Affine.Settle(call);
        }

        string name = call.Network.Add(
            input,
            new Conv2D(filters, options.Window)
            {
                Name = call.Name,
                Inputs = call.Network.InputsOf(input),
                Strides = options.Strides,
                DilationRate = options.Dilation,
                Groups = groups,
                Padding = options.Padding,
                UseBias = kernel.Bias is not null,
                Activation = Activations.Given(call),
            },
            kernel.Parameters);
        return Activations.Append(call, options.Image(call, name, filters));
    }

    public static Value ConvertMaxPooling(LayerCall call) => ConvertPooling(
        call, static (window, strides, padding, name, inputs) => new MaxPooling2D(window)
        {
            Name = name, Inputs = inputs, Strides = strides, Padding = padding,
        });

    public static Value ConvertAveragePooling(LayerCall call) => ConvertPooling(
        call, static (window, strides, padding, name, inputs) => new AveragePooling2D(window)
        {
            Name = name, Inputs = inputs, Strides = strides, Padding = padding,
        });

    public static Value ConvertZeroPadding(LayerCall call)
    {
        bool channelsFirst = call.ChannelsFirst;
        bool transposed = call.RequireImage(channelsFirst);
        int[] sides = call.Options.Sides("padding") ?? [1, 1, 1, 1];
        if (transposed)
        {
            sides = [sides[2], sides[3], sides[0], sides[1]];
        }

        Value input = Affine.Settle(call);
        string name = call.Network.Add(input, new ZeroPadding2D(0)
        {
            Name = call.Name, Inputs = call.Network.InputsOf(input), Top = sides[0], Bottom = sides[1], Left = sides[2], Right = sides[3],
        });
        var size = new ImageSize { Height = input.Shape.Height + sides[0] + sides[1], Width = input.Shape.Width + sides[2] + sides[3] };
        return Value.FromImage(name, TensorShape.Image(size).WithChannels(input.Shape.Channels), channelsFirst, transposed);
    }

    public static Value ConvertGlobalAveragePooling(LayerCall call)
    {
        call.RequireImage(call.ChannelsFirst);
        Value input = Affine.Settle(call);
        string name = call.Network.Add(input, new GlobalAveragePooling2D { Name = call.Name, Inputs = call.Network.InputsOf(input) });
        return Pooled(call, Value.Vector(name, input.Shape.Channels));
    }

    /// <summary>The maximum over the whole image is a pooling with one window.</summary>
    public static Value ConvertGlobalMaxPooling(LayerCall call)
    {
        call.RequireImage(call.ChannelsFirst);
        Value input = Affine.Settle(call);
        var window = new WindowSize { Height = input.Shape.Height, Width = input.Shape.Width };
        string name = call.Network.Add(
            input, new MaxPooling2D(window) { Name = call.Name, Inputs = call.Network.InputsOf(input) });
        TensorShape pooled = TensorShape.Image(1).WithChannels(input.Shape.Channels);
        Value image = Value.FromImage(name, pooled, channelsFirst: false, transposed: false);
        return Pooled(call, ShapeLayers.Flatten(call, image) with { Sides = [pooled.Channels] });
    }

    private static Value ConvertPooling(
        LayerCall call, Func<WindowSize, WindowSize, Padding, string, IReadOnlyList<string>, Layer> create)
    {
        bool channelsFirst = call.ChannelsFirst;
        bool transposed = call.RequireImage(channelsFirst);
        WindowSize size = call.Options.Size("pool_size") ?? 2;
        WindowSize window = LayerCall.Turn(size, transposed);
        WindowSize steps = LayerCall.Turn(call.Options.Size("strides") ?? size, transposed);
        Value input = Affine.Settle(call);
        string name = call.Network.Add(input, create(window, steps, call.Padding, call.Name, call.Network.InputsOf(input)));
        return Value.FromImage(name, Windows.Slide(call, window, steps, call.Padding, input.Shape.Channels), channelsFirst, transposed);
    }

    /// <summary>
    /// The kernel as [height, width, inputs, outputs]. Keras 1 has [outputs, inputs, height, width] with the channels first. Theano
    /// turns every kernel by half a circle before it is laid on the image, and all others do not: those of files that name Theano are
    /// turned, and so are those of Keras 1 with the channels first, which was Theano's order, where the file names nothing.
    /// </summary>
    private static Tensor ReadKernel(LayerCall call, ConvolutionOptions options, int inputs, int outputs)
    {
        bool isOld = call.IsKeras1 && options.ChannelsFirst;
        (int height, int width) = (options.Size.Height, options.Size.Width);
        Tensor kernel = isOld
            ? call.Weight(0, outputs, inputs, height, width).Permute(2, 3, 1, 0)
            : call.Weight(0, height, width, inputs, outputs);
        if (call.Backend == "theano" || (call.Backend is null && isOld))
        {
            kernel = kernel.TurnKernel();
        }

        return options.IsTransposed ? kernel.Permute(1, 0, 2, 3) : kernel;
    }

    private static Value Pooled(LayerCall call, Value vector) => call.Options.Flag(false, "keepdims")
        ? vector with { Sides = call.ChannelsFirst ? [vector.Shape.Length, 1, 1] : [1, 1, vector.Shape.Length] }
        : vector;
}
