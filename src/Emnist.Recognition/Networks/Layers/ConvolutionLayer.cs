namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// The options of the layers that move a window over an image: <see cref="Conv2D"/>, <see cref="DepthwiseConv2D"/> and
/// <see cref="SeparableConv2D"/>. Input and output [height, width, channels]; <see cref="Networks.Padding"/> says how
/// large the output is, with a window of <c>(size - 1) * dilation rate + 1</c> pixels.
/// </summary>
public abstract class ConvolutionLayer : KernelLayer
{
    private protected ConvolutionLayer(WindowSize kernelSize)
    {
        kernelSize.ThrowIfNotPositive(nameof(kernelSize));
        KernelSize = kernelSize;
    }

    /// <summary>Height and width of the window.</summary>
    public WindowSize KernelSize { get; }

    /// <summary>How far the window moves from one output to the next, down and to the right. Default: 1, the least.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A stride is below 1.</exception>
    public WindowSize Strides
    {
        get;
        init
        {
            value.ThrowIfNotPositive(nameof(Strides));
            field = value;
        }
    } = 1;

    /// <summary>
    /// How many pixels the positions of the window lie apart, down and to the right. Default: 1, the least: side by side.
    /// Unlike Keras's, it goes with any <see cref="Strides"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate is below 1.</exception>
    public WindowSize DilationRate
    {
        get;
        init
        {
            value.ThrowIfNotPositive(nameof(DilationRate));
            field = value;
        }
    } = 1;

    /// <summary>What the window does at the edges, where padding counts as zero. Default: <see cref="Padding.Valid"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public Padding Padding
    {
        get;
        init => field = CheckPadding(value, nameof(Padding));
    }

    internal override string Settings => $"{Window} {base.Settings}".TrimEnd();

    /// <summary>The pads of a network from elsewhere, in place of <see cref="Padding"/>; null for none.</summary>
    internal WindowPads? Pads { get; init; }

    internal Window Window => new(KernelSize, Strides, Padding) { Dilation = DilationRate, Pads = Pads };

    /// <summary>Positions of the window; where the number wraps around, the kernel is longer than a network accepts.</summary>
    private protected int Taps => unchecked(KernelSize.Height * KernelSize.Width);

    /// <summary>The output for so many channels, where the window fits and there are not too many values.</summary>
    private protected TensorShape InferShape(string name, TensorShape input, long channels)
    {
        RequireImage(name, input);
        ImageSize size = Window.Count(name, input);
        return RequireImageSize(name, input, size.Height, size.Width, channels);
    }
}
