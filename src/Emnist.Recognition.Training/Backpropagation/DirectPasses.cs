using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>
/// A convolution or dense layer as matrix products over its pixels, which are the units. With X the input pixels under
/// the window, W the kernel and Y the output: <c>Y = X W + b</c>, <c>dX = dY W^T</c>, <c>dW = X^T dY</c>.
/// </summary>
internal sealed class DirectPasses : ConvolutionPasses
{
    private readonly ConvolutionGeometry _geometry;
    private readonly PackedMatrix _matrix;
    private readonly PackedMatrix _transposed;
    private readonly IndirectProduct _forward;
    private readonly IndirectProduct _backward;
    private readonly KernelGradient _kernelGradient;

    public DirectPasses(SimdKernels simd, in ConvolutionGeometry geometry)
    {
        _geometry = geometry;
        var table = IndirectionTable.Forward(geometry);
        _matrix = new PackedMatrix(geometry.Taps * geometry.InputChannels, geometry.OutputChannels, simd.PanelWidth);
        _transposed = new PackedMatrix(geometry.Taps * geometry.OutputChannels, geometry.InputChannels, simd.PanelWidth);
        _forward = new IndirectProduct(simd, table, geometry.OutputChannels);
        _backward = new IndirectProduct(simd, IndirectionTable.Backward(geometry), geometry.InputChannels);
        _kernelGradient = new KernelGradient(simd, table, geometry.OutputChannels);

        // A dense layer has few rows and a large kernel, so its kernel is split; a convolution has many rows and a small kernel.
        KernelParts = geometry.OutputPixels > 1 ? 1 : Math.Clamp(geometry.InputChannels / 32, 1, 16);
    }

    public override int OutputUnits => _geometry.OutputPixels;

    public override int InputUnits => _geometry.InputPixels;

    public override int MinPieceUnits => 48;

    public override int KernelParts { get; }

    public override void SetForwardKernel(ReadOnlySpan<float> kernel) => _matrix.Pack(kernel);

    public override void SetBackwardKernel(ReadOnlySpan<float> kernel) => _transposed.PackTransposed(kernel, _geometry.Taps);

    public override void Forward(AlignedBuffer input, AlignedBuffer? bias, AlignedBuffer output, int firstUnit, int count) =>
        _forward.Run(input, _matrix, bias, output, firstUnit, count, relu: false);

    public override void InputGradient(AlignedBuffer outputGradient, AlignedBuffer inputGradient, int firstUnit, int count) =>
        _backward.Run(outputGradient, _transposed, null, inputGradient, firstUnit, count, relu: false);

    public override void KernelGradient(
        AlignedBuffer input, AlignedBuffer outputGradient, int firstUnit, int count, int part, AlignedBuffer gradient)
    {
        (int firstChannel, int channels) = Partition.Range(_geometry.InputChannels, KernelParts, part);
        _kernelGradient.Compute(input, outputGradient, firstUnit, count, firstChannel, channels, gradient);
    }
}
