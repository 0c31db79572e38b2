using BenchmarkDotNet.Attributes;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Benchmarks;

/// <summary>The ways of a 3 x 3 convolution, on one thread, at the sizes of the VGG-like network.</summary>
public class ConvolutionBenchmarks
{
    private const int Images = 4;

    private IndirectProduct _direct = null!;
    private WinogradConvolution _winograd = null!;
    private KernelGradient _gradient = null!;
    private WinogradKernelGradient _winogradGradient = null!;
    private PackedMatrix _matrix = null!;
    private AlignedBuffer _input = null!;
    private AlignedBuffer _output = null!;
    private AlignedBuffer _bias = null!;
    private AlignedBuffer _kernel = null!;
    private AlignedBuffer _scratch = null!;

    /// <summary>Side of the image and channels, in and out.</summary>
    [Params("28x32", "14x64", "7x128")]
    public string Size { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        int[] sizes = [.. Size.Split('x').Select(int.Parse)];
        (int side, int channels) = (sizes[0], sizes[1]);
        var geometry = new ConvolutionGeometry(side, side, channels, side, side, channels, 3, 3, 1, 1, 1, 1);
        SimdKernels simd = SimdKernels.Best;
        var table = IndirectionTable.Forward(geometry);
        _input = new AlignedBuffer(Images * geometry.InputLength);
        _output = new AlignedBuffer(Images * geometry.OutputLength);
        _bias = new AlignedBuffer(channels);
        _kernel = new AlignedBuffer(geometry.KernelLength);
        _input.Span.Fill(0.5f);
        _kernel.Span.Fill(0.01f);
        _matrix = new PackedMatrix(9 * channels, channels, simd);
        _matrix.Pack(_kernel.Span);
        _direct = new IndirectProduct(simd, table, channels);
        _gradient = new KernelGradient(simd, table, channels);
        _winograd = new WinogradConvolution(simd, geometry, pooled: false);
        _winograd.SetKernel(_kernel.Span);
        _winogradGradient = new WinogradKernelGradient(simd, geometry);
        _scratch = new AlignedBuffer(Math.Max(_winograd.ScratchLength, _winogradGradient.ScratchLength));
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Images)]
    public void Direct() => _direct.Run(_input, _matrix, _bias, _output, 0, Images * _direct.RowsPerImage, relu: true);

    [Benchmark(OperationsPerInvoke = Images)]
    public void Winograd() => _winograd.Run(_input, _bias, _output, _scratch.Span, 0, Images * _winograd.TilesPerImage, relu: true);

    [Benchmark(OperationsPerInvoke = Images)]
    public void KernelGradient() =>
        _gradient.Compute(_input, _output, 0, Images * _direct.RowsPerImage, 0, _bias.Length, _kernel);

    [Benchmark(OperationsPerInvoke = Images)]
    public void WinogradKernelGradient() =>
        _winogradGradient.Compute(_input, _output, _scratch.Span, 0, Images * _winograd.TilesPerImage, _kernel);
}
