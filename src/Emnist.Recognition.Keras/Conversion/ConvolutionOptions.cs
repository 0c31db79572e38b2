using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Keras.Conversion;

/// <summary>What all convolutions have, with rows and columns as the network has them.</summary>
internal sealed record ConvolutionOptions
{
    public required bool ChannelsFirst { get; init; }

    /// <summary>Whether rows and columns are exchanged in the network.</summary>
    public required bool IsTransposed { get; init; }

    /// <summary>The kernel's size in Keras.</summary>
    public required WindowSize Size { get; init; }

    public required WindowSize Window { get; init; }

    public required WindowSize Strides { get; init; }

    public required WindowSize Dilation { get; init; }

    public required Padding Padding { get; init; }

    public required bool HasBias { get; init; }

    public static ConvolutionOptions Read(LayerCall call)
    {
        bool channelsFirst = call.ChannelsFirst;
        bool transposed = call.RequireImage(channelsFirst);
        if (channelsFirst && Activations.Given(call) == ActivationFunction.Softmax)
        {
            throw call.Options.Unsupported("activation", "'softmax'", "It is over the columns with channels_first: use it on vectors.");
        }

        WindowSize size = KernelSize(call);
        return new ConvolutionOptions
        {
            ChannelsFirst = channelsFirst,
            IsTransposed = transposed,
            Size = size,
            Window = LayerCall.Turn(size, transposed),
            Strides = LayerCall.Turn(call.Options.Size("strides", "subsample") ?? 1, transposed),
            Dilation = LayerCall.Turn(call.Options.Size("dilation_rate", "atrous_rate") ?? 1, transposed),
            Padding = call.Padding,
            HasBias = call.Options.Flag(true, "use_bias", "bias"),
        };
    }

    /// <summary>The image that a convolution with these options makes.</summary>
    public Value Image(LayerCall call, string name, int channels)
    {
        var reach = new WindowSize
        {
            Height = checked(((Window.Height - 1) * Dilation.Height) + 1), Width = checked(((Window.Width - 1) * Dilation.Width) + 1),
        };
        return Value.FromImage(name, Windows.Slide(call, reach, Strides, Padding, channels), ChannelsFirst, IsTransposed);
    }

    /// <summary>Keras 1 has two options, and 0 for what is missing, which no layer accepts.</summary>
    private static WindowSize KernelSize(LayerCall call) => call.Options.Find("nb_row") is null
        ? call.Options.Size("kernel_size") ?? throw call.Options.Refuse("kernel_size", "is missing", "Save the model again.")
        : new WindowSize
        {
            Height = call.Options.Size("nb_row")!.Value.Height,
            Width = call.Options.Size("nb_col")?.Width ?? throw call.Options.Refuse("nb_col", "is missing", "Save the model again."),
        };
}
