using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Tests.Numerics;

/// <summary>Winograd's filtering, on every vector width that runs here, against the convolution's definition.</summary>
public class WinogradConvolutionTests
{
    // Same and valid padding, and sizes that end within a tile, on one or both sides.
    [Theory]
    [InlineData(4, 4, 1, 4, 4)]
    [InlineData(8, 7, 1, 8, 7)]
    [InlineData(3, 4, 1, 3, 4)]
    [InlineData(9, 14, 0, 7, 12)]
    public void Outputs_equal_the_definition(int height, int width, int padding, int outputHeight, int outputWidth)
    {
        var random = new Random(9);
        foreach (KernelSet kernels in KernelSet.Supported)
        {
            int lanes = kernels.PanelWidth / MicroKernels.TileVectors;
            var g = new ConvolutionGeometry(
                height, width, 3 * lanes, outputHeight, outputWidth, 2 * kernels.PanelWidth, 3, 3, 1, 1, padding, padding);
            Assert.True(WinogradConvolution.Fits(kernels, g));
            foreach (int count in (int[])[1, 5])
            {
                AlignedBuffer input = Fill(count * g.InputLength, random);
                AlignedBuffer kernel = Fill(g.KernelLength, random);
                AlignedBuffer bias = Fill(g.OutputChannels, random);
                var output = new AlignedBuffer(count * g.OutputLength);
                output.Span.Fill(float.NaN);
                var convolution = new WinogradConvolution(kernels, g, kernel.Span, pooled: false);
                var scratch = new AlignedBuffer(convolution.ScratchLength);
                scratch.Span.Fill(float.NaN);

                double[] expected = ConvolutionReference.Forward(g, input.Span, kernel.Span, bias.Span, count);
                convolution.Run(input, bias, output, scratch, count, relu: false);
                Close.Equal(expected, output.Span, 1e-5);

                convolution.Run(input, bias, output, scratch, count, relu: true);
                Close.Equal([.. expected.Select(value => Math.Max(value, 0))], output.Span, 1e-5);

                var pooling = new WinogradConvolution(kernels, g, kernel.Span, pooled: true);
                var pooled = new AlignedBuffer(count * pooling.OutputLength);
                pooling.Run(input, bias, pooled, scratch, count, relu: false);
                Close.Equal(PoolHalves(g, expected, count), pooled.Span, 1e-5);
            }
        }
    }

    [Fact]
    public void Other_windows_strides_channels_and_tiny_images_do_not_fit()
    {
        KernelSet kernels = KernelSet.Best;
        int n = kernels.PanelWidth;
        var fitting = new ConvolutionGeometry(8, 8, n, 8, 8, n, 3, 3, 1, 1, 1, 1);
        Assert.True(WinogradConvolution.Fits(kernels, fitting));
        Assert.False(WinogradConvolution.Fits(kernels, fitting with { KernelWidth = 5 }));
        Assert.False(WinogradConvolution.Fits(kernels, fitting with { StrideHeight = 2 }));
        Assert.False(WinogradConvolution.Fits(kernels, fitting with { OutputChannels = n + 1 }));
        Assert.False(WinogradConvolution.Fits(kernels, fitting with { OutputHeight = 2, OutputWidth = 2 }));
    }

    private static double[] PoolHalves(ConvolutionGeometry g, double[] values, int count)
    {
        (int height, int width, int channels) = (g.OutputHeight / 2, g.OutputWidth / 2, g.OutputChannels);
        double[] pooled = new double[count * height * width * channels];
        for (int i = 0; i < pooled.Length; i++)
        {
            (int pixel, int c) = Math.DivRem(i, channels);
            (int line, int x) = Math.DivRem(pixel, width);
            (int image, int y) = Math.DivRem(line, height);
            double At(int dy, int dx) => values[((((((image * g.OutputHeight) + (2 * y) + dy) * g.OutputWidth) + (2 * x) + dx)) * channels) + c];
            pooled[i] = Math.Max(Math.Max(At(0, 0), At(0, 1)), Math.Max(At(1, 0), At(1, 1)));
        }

        return pooled;
    }

    private static AlignedBuffer Fill(int length, Random random)
    {
        var buffer = new AlignedBuffer(length);
        foreach (ref float value in buffer.Span)
        {
            value = random.NextSingle() - 0.5f;
        }

        return buffer;
    }
}
