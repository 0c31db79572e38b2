using System.Diagnostics;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks;

/// <summary>The sizes that a layer in its place asks of the kernels, in training and in prediction alike.</summary>
internal static class LayerGeometry
{
    public static ConvolutionGeometry Create(Conv2D convolution, NetworkLayer layer) =>
        Create(convolution.Window, layer, convolution.Groups);

    /// <summary>A group for each channel: one that makes several of each has been split into its parts.</summary>
    public static ConvolutionGeometry Create(DepthwiseConv2D convolution, NetworkLayer layer)
    {
        Debug.Assert(layer.InputShape.Channels == 1 || layer.InputShape.Channels == layer.OutputShape.Channels);
        return Create(convolution.Window, layer, layer.InputShape.Channels);
    }

    /// <summary>A dense layer is a convolution of one pixel whose channels are the inputs.</summary>
    public static ConvolutionGeometry Create(Dense dense, NetworkLayer layer) =>
        ConvolutionGeometry.Dense(layer.InputShape.Length, dense.Units);

    public static PaddingGeometry Create(ZeroPadding2D padding, NetworkLayer layer) => new(
        layer.InputShape.Height, layer.InputShape.Width, layer.InputShape.Channels,
        padding.Top, padding.Bottom, padding.Left, padding.Right);

    public static PoolingGeometry Create(PoolingLayer pooling, NetworkLayer layer)
    {
        (TensorShape input, TensorShape output) = (layer.InputShape, layer.OutputShape);
        (WindowSize size, WindowSize strides, _) = pooling.Window;
        (WindowPlacement rows, WindowPlacement columns) = pooling.Window.Place(input);
        return new PoolingGeometry(
            input.Height, input.Width, input.Channels, output.Height, output.Width,
            size.Height, size.Width, strides.Height, strides.Width, rows.PaddingBefore, columns.PaddingBefore);
    }

    private static ConvolutionGeometry Create(Window window, NetworkLayer layer, int groups)
    {
        (TensorShape input, TensorShape output) = (layer.InputShape, layer.OutputShape);
        (WindowSize size, WindowSize strides, _) = window;
        (WindowPlacement rows, WindowPlacement columns) = window.Place(input);
        return new ConvolutionGeometry(
            input.Height, input.Width, input.Channels, output.Height, output.Width, output.Channels,
            size.Height, size.Width, strides.Height, strides.Width, rows.PaddingBefore, columns.PaddingBefore)
        {
            DilationHeight = window.Dilation.Height, DilationWidth = window.Dilation.Width, Groups = groups,
        };
    }
}
