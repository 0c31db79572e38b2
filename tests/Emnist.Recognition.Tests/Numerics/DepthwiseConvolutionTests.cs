using System.Numerics.Tensors;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training.Backpropagation;

namespace Emnist.Recognition.Tests.Numerics;

/// <summary>Convolutions of each channel by itself, on every vector width that runs here, against their definition.</summary>
public class DepthwiseConvolutionTests
{
    private static readonly ConvolutionGeometry[] Geometries =
    [
        Geometry(2, 5, 7, 5, 7, 3, 3, 1, 1),
        Geometry(16, 6, 5, 4, 4, 3, 2, 0, 0),
        Geometry(31, 4, 4, 4, 4, 1, 1, 0, 0),
        Geometry(32, 4, 4, 4, 4, 5, 5, 2, 2),
        Geometry(33, 7, 5, 3, 2, 3, 3, 1, 1) with { StrideHeight = 3, StrideWidth = 4 },
        Geometry(65, 8, 9, 8, 9, 3, 2, 2, 1) with { DilationHeight = 2, DilationWidth = 3 },
        Geometry(7, 1, 1, 1, 1, 3, 3, 1, 1),
        Geometry(3, 3, 40, 3, 40, 40, 1, 20, 0),
    ];

    public static TheoryData<int> Places => [.. Enumerable.Range(0, Geometries.Length)];

    [Theory]
    [MemberData(nameof(Places))]
    public void Products_equal_their_definitions(int place)
    {
        ConvolutionGeometry g = Geometries[place];
        Assert.True(g.IsDepthwise);
        foreach ((SimdKernels simd, int count) in from simd in SimdKernels.Supported from count in (int[])[1, 3, 7] select (simd, count))
        {
            AlignedBuffer input = Random(count * g.InputLength, 1), kernel = Random(g.KernelLength, 2);
            AlignedBuffer bias = Random(g.OutputChannels, 3), outputGradient = Random(count * g.OutputLength, 4);
            AlignedBuffer output = NaNs(count * g.OutputLength), inputGradient = NaNs(count * g.InputLength);
            var passes = new DepthwisePasses(simd, g);

            // In two parts, as two threads would take them, the second first: no part may write beyond its own rows.
            passes.SetForwardKernel(kernel.Span);
            int units = count * passes.OutputUnits;
            passes.Forward(input, bias, output, units / 2, units - (units / 2));
            passes.Forward(input, bias, output, 0, units / 2);
            Close.Equal(ConvolutionReference.Forward(g, input.Span, kernel.Span, bias.Span, count), output.Span, 5e-6);

            passes.SetBackwardKernel(kernel.Span);
            units = count * passes.InputUnits;
            passes.InputGradient(outputGradient, inputGradient, units / 2, units - (units / 2));
            passes.InputGradient(outputGradient, inputGradient, 0, units / 2);
            Close.Equal(ConvolutionReference.InputGradient(g, kernel.Span, outputGradient.Span, count), inputGradient.Span, 5e-6);

            var kernelGradient = new AlignedBuffer(g.KernelLength);
            AlignedBuffer part = NaNs(g.KernelLength);
            units = count * passes.OutputUnits;
            foreach ((int first, int length) in ((int, int)[])[(0, units / 2), (units / 2, units - (units / 2)), (units, 0)])
            {
                passes.KernelGradient(input, outputGradient, first, length, 0, part);
                TensorPrimitives.Add(kernelGradient.Span, part.Span, kernelGradient.Span);
            }

            Close.Equal(ConvolutionReference.KernelGradient(g, input.Span, outputGradient.Span, count), kernelGradient.Span, 5e-6);
        }
    }

    [Fact]
    public void A_relu_in_the_product_zeroes_negative_sums_and_keeps_NaN()
    {
        ConvolutionGeometry g = Geometry(2, 1, 1, 1, 1, 1, 1, 0, 0);
        foreach (SimdKernels simd in SimdKernels.Supported)
        {
            AlignedBuffer input = Of(1, 1), output = NaNs(2);
            var kernel = new PackedMatrix(1, 2, simd);
            kernel.Pack([-3, float.NaN]);
            new DepthwiseConvolution(simd, DepthwiseConvolution.Table(g, backward: false)).Run(input, kernel, null, output, 0, 1, relu: true);
            Assert.Equal([0, float.NaN], output.Span.ToArray());
        }
    }

    private static ConvolutionGeometry Geometry(
        int channels, int height, int width, int outputHeight, int outputWidth, int windowHeight, int windowWidth, int top, int left) =>
        new(height, width, channels, outputHeight, outputWidth, channels, windowHeight, windowWidth, 1, 1, top, left) { Groups = channels };

    private static AlignedBuffer NaNs(int length)
    {
        var buffer = new AlignedBuffer(length);
        buffer.Span.Fill(float.NaN);
        return buffer;
    }

    private static AlignedBuffer Of(params float[] values)
    {
        var buffer = new AlignedBuffer(values.Length);
        values.CopyTo(buffer.Span);
        return buffer;
    }

    private static AlignedBuffer Random(int length, int seed)
    {
        var random = new Random(seed);
        return Of([.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)]);
    }
}
