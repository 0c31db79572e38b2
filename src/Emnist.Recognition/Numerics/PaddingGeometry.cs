namespace Emnist.Recognition.Numerics;

/// <summary>Rows and columns of zeros around images [height, width, channels].</summary>
internal readonly record struct PaddingGeometry(
    int InputHeight, int InputWidth, int Channels, int Top, int Bottom, int Left, int Right)
{
    public int OutputHeight => Top + InputHeight + Bottom;

    public int OutputWidth => Left + InputWidth + Right;

    public int InputLength => InputHeight * InputWidth * Channels;

    public int OutputLength => OutputHeight * OutputWidth * Channels;

    /// <summary>A convolution of the framed image as one of the image itself, for which the frame is padding.</summary>
    public ConvolutionGeometry Unframe(in ConvolutionGeometry geometry) => geometry with
    {
        InputHeight = InputHeight, InputWidth = InputWidth,
        PaddingTop = geometry.PaddingTop + Top, PaddingLeft = geometry.PaddingLeft + Left,
    };

    /// <summary>
    /// A mean over windows that lie whole in the framed image, as one of the image itself: over all of the window, image and frame.
    /// </summary>
    public PoolingGeometry Unframe(in PoolingGeometry geometry) => geometry with
    {
        InputHeight = InputHeight, InputWidth = InputWidth, PaddingTop = Top, PaddingLeft = Left, CountsPadding = true,
    };

    /// <summary>A frame around another's, as one.</summary>
    public PaddingGeometry Join(in PaddingGeometry outer) => this with
    {
        Top = Top + outer.Top, Bottom = Bottom + outer.Bottom, Left = Left + outer.Left, Right = Right + outer.Right,
    };
}
