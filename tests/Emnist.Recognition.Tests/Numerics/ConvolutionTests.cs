using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Tests.Numerics;

/// <summary>The indirect products, on every vector width that runs here, against their definitions.</summary>
public class ConvolutionTests
{
    private static readonly ConvolutionGeometry[] Geometries =
    [
        ConvolutionGeometry.Dense(1, 1),
        ConvolutionGeometry.Dense(17, 31),
        ConvolutionGeometry.Dense(100, 33),
        ConvolutionGeometry.Dense(64, 64),
        new(1, 1, 1, 1, 1, 1, 3, 3, 1, 1, 1, 1),
        new(5, 7, 3, 5, 7, 4, 3, 3, 1, 1, 1, 1),
        new(6, 5, 4, 4, 4, 32, 3, 2, 1, 1, 0, 0),
        new(7, 9, 5, 3, 3, 47, 3, 5, 3, 4, 1, 2),
        new(8, 8, 1, 8, 8, 65, 5, 5, 1, 1, 2, 2),
        new(3, 2, 16, 3, 2, 15, 7, 9, 1, 1, 3, 4),
        new(13, 11, 2, 4, 3, 3, 2, 2, 4, 5, 1, 1),
        new(9, 8, 3, 9, 8, 5, 3, 3, 1, 1, 2, 3) { DilationHeight = 2, DilationWidth = 3 },
        new(10, 9, 1, 3, 3, 7, 3, 2, 2, 3, 0, 1) { DilationHeight = 2, DilationWidth = 4 },
        new(5, 6, 8, 5, 6, 12, 3, 3, 1, 1, 1, 1) { Groups = 4 },
        new(4, 5, 66, 2, 3, 99, 3, 3, 2, 2, 1, 1) { Groups = 3 },
        new(4, 5, 3, 3, 4, 6, 2, 2, 1, 1, 0, 0) { Groups = 3 },
        new(1, 1, 6, 1, 1, 4, 1, 1, 1, 1, 0, 0) { Groups = 2 },
    ];

    public static TheoryData<int, int> SetsAndGeometries
    {
        get
        {
            var data = new TheoryData<int, int>();
            for (int set = 0; set < SimdKernels.Supported.Count; set++)
            {
                for (int geometry = 0; geometry < Geometries.Length; geometry++)
                {
                    data.Add(set, geometry);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(SetsAndGeometries))]
    public void Products_equal_their_definitions(int set, int geometry)
    {
        SimdKernels simd = SimdKernels.Supported[set];
        ConvolutionGeometry g = Geometries[geometry];
        foreach (int count in (int[])[1, 3, 7])
        {
            AlignedBuffer input = Random(count * g.InputLength, 1);
            AlignedBuffer kernel = Random(g.KernelLength, 2);
            AlignedBuffer bias = Random(g.OutputChannels, 3);
            AlignedBuffer outputGradient = Random(count * g.OutputLength, 4);

            Close.Equal(
                ConvolutionReference.Forward(g, input.Span, kernel.Span, bias.Span, count),
                Forward(simd, g, input, kernel, bias, count).Span, 5e-6);
            Close.Equal(
                ConvolutionReference.InputGradient(g, kernel.Span, outputGradient.Span, count),
                InputGradient(simd, g, kernel, outputGradient, count).Span, 5e-6);
            Close.Equal(
                ConvolutionReference.KernelGradient(g, input.Span, outputGradient.Span, count),
                Gradient(simd, g, input, outputGradient, count).Span, 5e-6);
        }
    }

    [Fact]
    public void A_relu_in_the_product_zeroes_negative_sums_and_keeps_NaN()
    {
        ConvolutionGeometry g = ConvolutionGeometry.Dense(1, 2);
        foreach (SimdKernels simd in SimdKernels.Supported)
        {
            var input = new AlignedBuffer(1);
            input.Span[0] = 1;
            var kernel = new AlignedBuffer(2);
            kernel.Span[0] = -3;
            kernel.Span[1] = float.NaN;
            AlignedBuffer output = Forward(simd, g, input, kernel, null, 1, relu: true);
            Assert.Equal([0, float.NaN], output.Span.ToArray());
        }
    }

    private static AlignedBuffer Forward(
        SimdKernels simd,
        in ConvolutionGeometry g,
        AlignedBuffer input,
        AlignedBuffer kernel,
        AlignedBuffer? bias,
        int count,
        bool relu = false)
    {
        var matrix = new PackedMatrix(g.Taps * g.GroupInputs, g.GroupOutputs, simd, g.Groups);
        matrix.Pack(kernel.Span);
        var output = new AlignedBuffer(count * g.OutputLength);
        var product = new IndirectProduct(simd, IndirectionTable.Forward(g), g.OutputChannels);

        // In two parts, as two threads would take them.
        int rows = count * g.OutputPixels;
        product.Run(input, matrix, bias, output, 0, rows / 2, relu);
        product.Run(input, matrix, bias, output, rows / 2, rows - (rows / 2), relu);
        return output;
    }

    private static AlignedBuffer InputGradient(
        SimdKernels simd, in ConvolutionGeometry g, AlignedBuffer kernel, AlignedBuffer outputGradient, int count)
    {
        var matrix = new PackedMatrix(g.Taps * g.GroupOutputs, g.GroupInputs, simd, g.Groups);
        matrix.PackTransposed(kernel.Span, g.Taps);
        var gradient = new AlignedBuffer(count * g.InputLength);
        new IndirectProduct(simd, IndirectionTable.Backward(g), g.InputChannels)
            .Run(outputGradient, matrix, null, gradient, 0, count * g.InputPixels, relu: false);
        return gradient;
    }

    private static AlignedBuffer Gradient(
        SimdKernels simd, in ConvolutionGeometry g, AlignedBuffer input, AlignedBuffer outputGradient, int count)
    {
        var gradient = new AlignedBuffer(g.KernelLength);
        gradient.Span.Fill(float.NaN);
        var product = new KernelGradient(simd, IndirectionTable.Forward(g), g.OutputChannels);
        int rows = count * g.OutputPixels;
        int half = g.GroupInputs / 2;
        product.Compute(input, outputGradient, 0, rows, 0, half, gradient);
        product.Compute(input, outputGradient, 0, rows, half, g.GroupInputs - half, gradient);
        return gradient;
    }

    private static AlignedBuffer Random(int length, int seed)
    {
        var random = new Random(seed);
        var buffer = new AlignedBuffer(length);
        foreach (ref float value in buffer.Span)
        {
            value = random.NextSingle() - 0.5f;
        }

        return buffer;
    }
}
