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
    /// <summary>Rows of pixels from one of the window's to the next.</summary>
    public int DilationHeight { get; init; } = 1;

    /// <summary>Columns of pixels, likewise.</summary>
    public int DilationWidth { get; init; } = 1;

    /// <summary>Parts that the channels are split into, each convolved by itself.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether each of several channels is convolved by itself.</summary>
    public bool IsDepthwise => Groups > 1 && Groups == InputChannels && Groups == OutputChannels;

    /// <summary>Input channels that one output sums.</summary>
    public int GroupInputs => InputChannels / Groups;

    /// <summary>Output channels that one input goes into.</summary>
    public int GroupOutputs => OutputChannels / Groups;

    public int Taps => KernelHeight * KernelWidth;

    public int InputPixels => InputHeight * InputWidth;

    public int OutputPixels => OutputHeight * OutputWidth;

    public int InputLength => InputPixels * InputChannels;

    public int OutputLength => OutputPixels * OutputChannels;

    /// <summary>Length of the kernel, [kernel height, kernel width, input channels / groups, output channels].</summary>
    public int KernelLength => Taps * GroupInputs * OutputChannels;

    public static ConvolutionGeometry Dense(int inputs, int outputs) =>
        new(1, 1, inputs, 1, 1, outputs, 1, 1, 1, 1, 0, 0);
}
