using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Keras.Conversion;

/// <summary>The image that windows give.</summary>
internal static class Windows
{
    /// <summary>The size of what a window gives that moves over an image, asked of the library itself.</summary>
    public static TensorShape Slide(LayerCall call, WindowSize window, WindowSize strides, Padding padding, int channels)
    {
        try
        {
            TensorShape input = call.Input.Shape.WithChannels(1);
            var network = new Network(input, new MaxPooling2D(window) { Strides = strides, Padding = padding });
            return network.OutputShape.WithChannels(channels);
        }
        catch (ArgumentException e)
        {
            throw call.Fault($"cannot take {call.Input.Shape}: {e.Message.TrimEnd('.')}", "Save the model again.", e);
        }
    }
}
