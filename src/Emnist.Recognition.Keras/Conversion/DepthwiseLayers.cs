using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Keras.Conversion;

/// <summary>Convolutions of each channel by itself.</summary>
internal static class DepthwiseLayers
{
    public static Value ConvertDepthwise(LayerCall call)
    {
        ConvolutionOptions options = ConvolutionOptions.Read(call);
        int multiplier = call.Options.Integer(1, "depth_multiplier");
        int channels = call.Input.Shape.Channels;
        call.RequireWeights(options.HasBias ? 2 : 1);
        Tensor weights = ReadKernel(call, options, channels, multiplier);
        int outputs = weights.Sides[2] * weights.Sides[3];
        float[]? bias = options.HasBias ? call.Weight(1, outputs).Values : null;
        Value input = Affine.Settle(call);
        string name = call.Network.Add(
            input,
            new DepthwiseConv2D(options.Window)
            {
                Name = call.Name,
                Inputs = call.Network.InputsOf(input),
                DepthMultiplier = multiplier,
                Strides = options.Strides,
                DilationRate = options.Dilation,
                Padding = options.Padding,
                UseBias = options.HasBias,
                Activation = Activations.Given(call),
            },
            bias is null ? [weights.Values] : [weights.Values, bias]);
        return Activations.Append(call, options.Image(call, name, outputs));
    }

    public static Value ConvertSeparable(LayerCall call)
    {
        ConvolutionOptions options = ConvolutionOptions.Read(call);
        int filters = call.Options.Integer("filters", "nb_filter");
        int multiplier = call.Options.Integer(1, "depth_multiplier");
        int channels = call.Input.Shape.Channels;
        call.RequireWeights(options.HasBias ? 3 : 2);
        Tensor depthwise = ReadKernel(call, options, channels, multiplier);
        Tensor pointwise = call.Weight(1, 1, 1, depthwise.Sides[2] * depthwise.Sides[3], filters);
        float[]? bias = options.HasBias ? call.Weight(2, filters).Values : null;
        Value input = Affine.Settle(call);
        string name = call.Network.Add(
            input,
            new SeparableConv2D(filters, options.Window)
            {
                Name = call.Name,
                Inputs = call.Network.InputsOf(input),
                DepthMultiplier = multiplier,
                Strides = options.Strides,
                DilationRate = options.Dilation,
                Padding = options.Padding,
                UseBias = options.HasBias,
                Activation = Activations.Given(call),
            },
            bias is null ? [depthwise.Values, pointwise.Values] : [depthwise.Values, pointwise.Values, bias]);
        return Activations.Append(call, options.Image(call, name, filters));
    }

    /// <summary>[height, width, channels, multiplier], as the network has it.</summary>
    private static Tensor ReadKernel(LayerCall call, ConvolutionOptions options, int channels, int multiplier)
    {
        if (call.IsKeras1 && call.ChannelsFirst)
        {
            throw call.Options.Unsupported("dim_ordering", "'th'", "Save the model with Keras 2.");
        }

        Tensor kernel = call.Weight(0, options.Size.Height, options.Size.Width, channels, multiplier);
        return options.IsTransposed ? kernel.Permute(1, 0, 2, 3) : kernel;
    }
}
