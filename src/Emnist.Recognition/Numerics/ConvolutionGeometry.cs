namespace Emnist.Recognition.Numerics;

/// <summary>
/// Sizes of a 2-D convolution over images [height, width, channels]. A dense layer is the convolution of a 1 x 1 image
/// by a 1 x 1 window.
/// </summary>
internal readonly record struct ConvolutionGeometry(
    int InputHeight,
    int InputWidth,
    int InputChannels,
    int OutputHeight,
    int OutputWidth,
    int OutputChannels,
    int KernelHeight,
    int KernelWidth,
    int StrideHeight,
    int StrideWidth,
    int PaddingTop,
    int PaddingLeft)
{
    public int Taps => KernelHeight * KernelWidth;

    public int InputPixels => InputHeight * InputWidth;

    public int OutputPixels => OutputHeight * OutputWidth;

    public int InputLength => InputPixels * InputChannels;

    public int OutputLength => OutputPixels * OutputChannels;

    /// <summary>Length of the kernel, [kernel height, kernel width, input channels, output channels].</summary>
    public int KernelLength => Taps * InputChannels * OutputChannels;

    public static ConvolutionGeometry Dense(int inputs, int outputs) =>
        new(1, 1, inputs, 1, 1, outputs, 1, 1, 1, 1, 0, 0);
}
