using System.Numerics.Tensors;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training.Backpropagation;

namespace Emnist.Recognition.Tests.Numerics;

/// <summary>Winograd's filtering, on every vector width that runs here, against the convolution's definition.</summary>
public class WinogradConvolutionTests
{
    private readonly Random _random = new(9);

    /// <summary>
    /// Height, width, padding, output's height and width: same and valid padding, and sizes that end within a tile, on
    /// one or both sides.
    /// </summary>
    public static TheoryData<int, int, int, int, int> Sizes => new()
    {
        { 4, 4, 1, 4, 4 },
        { 8, 7, 1, 8, 7 },
        { 3, 4, 1, 3, 4 },
        { 9, 14, 0, 7, 12 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Outputs_equal_the_definition(int height, int width, int padding, int outputHeight, int outputWidth)
    {
        // The last of five vectors of filters is a narrow tile.
        foreach ((SimdKernels simd, int vectors) in from simd in SimdKernels.Supported from vectors in (int[])[1, 4, 5] select (simd, vectors))
        {
            ConvolutionGeometry g = Geometry(3 * simd.Lanes, vectors * simd.Lanes, height, width, padding, outputHeight, outputWidth);
            Assert.True(WinogradTiling.Fits(simd, g));
            foreach (int count in (int[])[1, 5])
            {
                AlignedBuffer input = Fill(count * g.InputLength, _random);
                AlignedBuffer kernel = Fill(g.KernelLength, _random);
                AlignedBuffer bias = Fill(g.OutputChannels, _random);
                var output = new AlignedBuffer(count * g.OutputLength);
                output.Span.Fill(float.NaN);
                var convolution = new WinogradConvolution(simd, g, pooled: false);
                convolution.SetKernel(kernel.Span);
                var scratch = new AlignedBuffer(convolution.ScratchLength);
                scratch.Span.Fill(float.NaN);

                double[] expected = ConvolutionReference.Forward(g, input.Span, kernel.Span, bias.Span, count);

                // In two parts, as two threads would take them.
                int tiles = count * convolution.TilesPerImage;
                convolution.Run(input, bias, output, scratch.Span, 0, tiles / 2, relu: false);
                convolution.Run(input, bias, output, scratch.Span, tiles / 2, tiles - (tiles / 2), relu: false);
                Close.Equal(expected, output.Span, 1e-5);

                convolution.Run(input, bias, output, scratch.Span, 0, tiles, relu: true);
                Close.Equal([.. expected.Select(value => Math.Max(value, 0))], output.Span, 1e-5);

                var pooling = new WinogradConvolution(simd, g, pooled: true);
                pooling.SetKernel(kernel.Span);
                var pooled = new AlignedBuffer(count * pooling.OutputLength);
                pooling.Run(input, bias, pooled, scratch.Span, 0, tiles, relu: false);
                Close.Equal(PoolHalves(g, expected, count), pooled.Span, 1e-5);
            }
        }
    }

    [Fact]
    public void Any_number_of_tiles_equals_the_definition()
    {
        foreach (SimdKernels simd in SimdKernels.Supported)
        {
            // Of one tile each.
            ConvolutionGeometry g = Geometry(simd.Lanes, simd.PanelWidth, 4, 4, 1, 4, 4);
            var convolution = new WinogradConvolution(simd, g, pooled: false);
            AlignedBuffer kernel = Fill(g.KernelLength, _random);
            convolution.SetKernel(kernel.Span);
            var scratch = new AlignedBuffer(convolution.ScratchLength);
            for (int count = 1; count <= 20; count++)
            {
                AlignedBuffer input = Fill(count * g.InputLength, _random);
                var output = new AlignedBuffer(count * g.OutputLength);
                convolution.Run(input, null, output, scratch.Span, 0, count, relu: false);

                float[] none = new float[g.OutputChannels];
                Close.Equal(ConvolutionReference.Forward(g, input.Span, kernel.Span, none, count), output.Span, 1e-5);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Gradients_equal_their_definitions(int height, int width, int padding, int outputHeight, int outputWidth)
    {
        foreach (SimdKernels simd in SimdKernels.Supported)
        {
            ConvolutionGeometry g = Geometry(2 * simd.PanelWidth, 3 * simd.PanelWidth, height, width, padding, outputHeight, outputWidth);
            Assert.True(WinogradPasses.Fits(simd, g));
            foreach (int count in (int[])[1, 10])
            {
                AlignedBuffer input = Fill(count * g.InputLength, _random);
                AlignedBuffer kernel = Fill(g.KernelLength, _random);
                AlignedBuffer outputGradient = Fill(count * g.OutputLength, _random);
                var passes = new WinogradPasses(simd, g);
                var inputGradient = new AlignedBuffer(count * g.InputLength);
                inputGradient.Span.Fill(float.NaN);
                passes.SetBackwardKernel(kernel.Span);
                int units = count * passes.InputUnits;
                passes.InputGradient(outputGradient, inputGradient, 0, units / 2);
                passes.InputGradient(outputGradient, inputGradient, units / 2, units - (units / 2));
                Close.Equal(ConvolutionReference.InputGradient(g, kernel.Span, outputGradient.Span, count), inputGradient.Span, 1e-5);

                // As the sum of two parts and of an empty one, as there are where the tiles are fewer than the slices.
                units = count * passes.OutputUnits;
                var kernelGradient = new AlignedBuffer(g.KernelLength);
                var part = new AlignedBuffer(g.KernelLength);
                foreach ((int first, int length) in ((int, int)[])[(0, units / 2), (units / 2, units - (units / 2)), (units, 0)])
                {
                    part.Span.Fill(float.NaN);
                    passes.KernelGradient(input, outputGradient, first, length, 0, part);
                    TensorPrimitives.Add(kernelGradient.Span, part.Span, kernelGradient.Span);
                }

                Close.Equal(ConvolutionReference.KernelGradient(g, input.Span, outputGradient.Span, count), kernelGradient.Span, 1e-5);
            }
        }
    }

    [Fact]
    public void Other_windows_strides_channels_and_tiny_images_do_not_fit()
    {
        SimdKernels simd = SimdKernels.Best;
        int n = simd.PanelWidth;
        var fitting = new ConvolutionGeometry(8, 8, n, 8, 8, n, 3, 3, 1, 1, 1, 1);
        Assert.True(WinogradTiling.Fits(simd, fitting));
        Assert.False(WinogradTiling.Fits(simd, fitting with { KernelWidth = 5 }));
        Assert.False(WinogradTiling.Fits(simd, fitting with { StrideHeight = 2 }));
        Assert.False(WinogradTiling.Fits(simd, fitting with { DilationWidth = 2 }));
        Assert.False(WinogradTiling.Fits(simd, fitting with { Groups = 2 }));
        Assert.True(WinogradTiling.Fits(simd, fitting with { OutputChannels = n + simd.Lanes }));

        // One lane is filled by any number of channels.
        Assert.Equal(simd.Lanes == 1, WinogradTiling.Fits(simd, fitting with { OutputChannels = n + 1 }));
        Assert.Equal(simd.Lanes == 1, WinogradTiling.Fits(simd, fitting with { InputChannels = n + 1 }));
        Assert.False(WinogradTiling.Fits(simd, fitting with { OutputHeight = 2, OutputWidth = 2 }));

        // A training's products take wide tiles alone.
        Assert.False(WinogradPasses.Fits(simd, fitting with { OutputChannels = n / 2 }));
        Assert.False(WinogradPasses.Fits(simd, fitting with { InputChannels = n / 2 }));
    }

    private static ConvolutionGeometry Geometry(
        int inputChannels, int outputChannels, int height, int width, int padding, int outputHeight, int outputWidth) =>
        new(height, width, inputChannels, outputHeight, outputWidth, outputChannels, 3, 3, 1, 1, padding, padding);

    private static double[] PoolHalves(ConvolutionGeometry g, double[] values, int count)
    {
        (int height, int width, int channels) = (g.OutputHeight / 2, g.OutputWidth / 2, g.OutputChannels);
        double[] pooled = new double[count * height * width * channels];
        for (int i = 0; i < pooled.Length; i++)
        {
            (int pixel, int c) = Math.DivRem(i, channels);
            (int line, int x) = Math.DivRem(pixel, width);
            (int image, int y) = Math.DivRem(line, height);
            double At(int dy, int dx)
            {
                int row = (image * g.OutputHeight) + (2 * y) + dy;
                return values[(((row * g.OutputWidth) + (2 * x) + dx) * channels) + c];
            }

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
