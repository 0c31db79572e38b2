using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Tests.Networks;

/// <summary>The layers that move a window, as Keras's formulas read, in double precision and one output at a time.</summary>
internal static class NaiveLayers
{
    /// <summary>The layer's output of one image; both lie row by row with the channels of a pixel together.</summary>
    public static double[] Run(NetworkLayer layer, double[] input) => layer.Definition switch
    {
        Conv2D conv => Convolve(layer, conv, conv.Groups, "kernel", input, layer.OutputShape.Channels),
        DepthwiseConv2D conv => Convolve(layer, conv, layer.InputShape.Channels, "kernel", input, layer.OutputShape.Channels),
        SeparableConv2D conv => Mix(layer, conv, Convolve(
            layer, conv, layer.InputShape.Channels, "depthwise_kernel", input, layer.InputShape.Channels * conv.DepthMultiplier)),
        AveragePooling2D pooling => Average(layer, pooling, input),
        MaxPooling2D pooling => Windows(layer, pooling, input).Select(values => values.Max()).ToArray(),
        ZeroPadding2D padding => Pad(layer, padding, input),
        var other => throw new ArgumentException($"There is no definition of {other} here.", nameof(layer)),
    };

    private static double[] Convolve(NetworkLayer layer, ConvolutionLayer conv, int groups, string kernelName, double[] input, int outputs)
    {
        (TensorShape from, TensorShape to) = (layer.InputShape, layer.OutputShape);
        float[] kernel = layer.Find(kernelName)!.Values.ToArray();
        float[]? bias = kernelName == "kernel" ? layer.Find("bias")?.Values.ToArray() : null;
        int inputs = from.Channels / groups;
        (int top, int left) = (
            Before(from.Height, to.Height, conv.KernelSize.Height, conv.Strides.Height, conv.DilationRate.Height, conv.Padding),
            Before(from.Width, to.Width, conv.KernelSize.Width, conv.Strides.Width, conv.DilationRate.Width, conv.Padding));
        double[] output = new double[to.Height * to.Width * outputs];
        for (int i = 0; i < output.Length; i++)
        {
            (int pixel, int n) = Math.DivRem(i, outputs);
            (int y, int x) = Math.DivRem(pixel, to.Width);
            output[i] = bias?[n] ?? 0;
            for (int r = 0; r < conv.KernelSize.Height; r++)
            {
                for (int c = 0; c < conv.KernelSize.Width; c++)
                {
                    int row = (y * conv.Strides.Height) + (r * conv.DilationRate.Height) - top;
                    int column = (x * conv.Strides.Width) + (c * conv.DilationRate.Width) - left;
                    for (int k = 0; k < inputs; k++)
                    {
                        int channel = (n / (outputs / groups) * inputs) + k;
                        double weight = kernel[(((((r * conv.KernelSize.Width) + c) * inputs) + k) * outputs) + n];
                        output[i] += weight * Pixel(from, input, row, column, channel);
                    }
                }
            }
        }

        return output;
    }

    private static double[] Mix(NetworkLayer layer, SeparableConv2D conv, double[] separate)
    {
        float[] kernel = layer.Find("pointwise_kernel")!.Values.ToArray();
        float[]? bias = layer.Find("bias")?.Values.ToArray();
        int inputs = kernel.Length / conv.Filters;
        return [.. Enumerable.Range(0, layer.OutputShape.Length).Select(i => (bias?[i % conv.Filters] ?? 0) + Enumerable.Range(0, inputs)
            .Sum(k => separate[(i / conv.Filters * inputs) + k] * kernel[(k * conv.Filters) + (i % conv.Filters)]))];
    }

    private static double[] Average(NetworkLayer layer, AveragePooling2D pooling, double[] input) =>
        [.. Windows(layer, pooling, input).Select(values => values.Average())];

    private static double[] Pad(NetworkLayer layer, ZeroPadding2D padding, double[] input)
    {
        TensorShape to = layer.OutputShape;
        return [.. Enumerable.Range(0, to.Length).Select(i => Pixel(
            layer.InputShape, input, (i / to.Channels / to.Width) - padding.Top, (i / to.Channels % to.Width) - padding.Left, i % to.Channels))];
    }

    /// <summary>For each output, the values of the image under its window.</summary>
    private static IEnumerable<double[]> Windows(NetworkLayer layer, PoolingLayer pooling, double[] input)
    {
        (TensorShape image, TensorShape to) = (layer.InputShape, layer.OutputShape);
        int top = Before(image.Height, to.Height, pooling.PoolSize.Height, pooling.Strides.Height, 1, pooling.Padding);
        int left = Before(image.Width, to.Width, pooling.PoolSize.Width, pooling.Strides.Width, 1, pooling.Padding);
        return Enumerable.Range(0, to.Length).Select(i =>
        {
            (int y, int x) = Math.DivRem(i / to.Channels, to.Width);
            return (
                from row in Enumerable.Range((y * pooling.Strides.Height) - top, pooling.PoolSize.Height)
                from column in Enumerable.Range((x * pooling.Strides.Width) - left, pooling.PoolSize.Width)
                where row >= 0 && row < image.Height && column >= 0 && column < image.Width
                select Pixel(image, input, row, column, i % to.Channels)).ToArray();
        });
    }

    private static double Pixel(TensorShape image, double[] values, int row, int column, int channel) =>
        row >= 0 && row < image.Height && column >= 0 && column < image.Width
            ? values[(((row * image.Width) + column) * image.Channels) + channel]
            : 0;

    private static int Before(int size, int count, int window, int stride, int dilation, Padding padding) =>
        padding == Padding.Valid ? 0 : Math.Max(((count - 1) * stride) + ((window - 1) * dilation) + 1 - size, 0) / 2;
}
