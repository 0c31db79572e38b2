using BenchmarkDotNet.Attributes;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Benchmarks;

/// <summary>A 3 x 3 convolution of each channel by itself, on one thread, at the sizes of the depthwise-separable network.</summary>
public class DepthwiseBenchmarks
{
    private const int Images = 4;

    private DepthwiseConvolution _convolution = null!;
    private DepthwiseKernelGradient _gradient = null!;
    private PackedMatrix _matrix = null!;
    private AlignedBuffer _input = null!;
    private AlignedBuffer _output = null!;
    private AlignedBuffer _kernel = null!;

    /// <summary>Side of the image and channels.</summary>
    [Params("28x32", "14x128", "7x256", "14x20")]
    public string Size { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        int[] sizes = [.. Size.Split('x').Select(int.Parse)];
        (int side, int channels) = (sizes[0], sizes[1]);
        var geometry = new ConvolutionGeometry(side, side, channels, side, side, channels, 3, 3, 1, 1, 1, 1) { Groups = channels };
        SimdKernels simd = SimdKernels.Best;
        IndirectionTable table = DepthwiseConvolution.Table(geometry, backward: false);
        _input = new AlignedBuffer(Images * geometry.InputLength);
        _output = new AlignedBuffer(Images * geometry.OutputLength);
        _kernel = new AlignedBuffer(geometry.KernelLength);
        _input.Span.Fill(0.5f);
        _kernel.Span.Fill(0.01f);
        _matrix = new PackedMatrix(geometry.Taps, channels, simd);
        _matrix.Pack(_kernel.Span);
        _convolution = new DepthwiseConvolution(simd, table);
        _gradient = new DepthwiseKernelGradient(simd, table);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Images)]
    public void Forward() => _convolution.Run(_input, _matrix, null, _output, 0, Images * _convolution.RowsPerImage, relu: true);

    [Benchmark(OperationsPerInvoke = Images)]
    public void KernelGradient() => _gradient.Compute(_input, _output, 0, Images * _convolution.RowsPerImage, _kernel);
}
