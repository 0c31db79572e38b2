namespace Emnist.Recognition.Networks;

/// <summary>
/// The shape of one sample, without the batch: an image [height, width, channels] or a vector [length].
/// Values lie row by row with the channels of a pixel together (NHWC, Keras's <c>channels_last</c>).
/// </summary>
public readonly record struct TensorShape
{
    internal const int MaxLength = 1 << 28;

    private TensorShape(int rank, int height, int width, int channels)
    {
        Rank = rank;
        Height = height;
        Width = width;
        Channels = channels;
    }

    /// <summary>3 for an image, 1 for a vector.</summary>
    public int Rank { get; }

    /// <summary>Rows of an image; 1 for a vector.</summary>
    public int Height { get; }

    /// <summary>Columns of an image; 1 for a vector.</summary>
    public int Width { get; }

    /// <summary>Channels of an image, or the length of a vector.</summary>
    public int Channels { get; }

    /// <summary>Values in one sample.</summary>
    public int Length => Height * Width * Channels;

    /// <summary>
    /// The shape of an image [height, width, channels]. Beware of the order: height comes first, as in Keras, whereas
    /// <c>LabeledImages</c> and <c>GrayImage</c> take the width first.
    /// </summary>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="channels">Values at each pixel, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or the image has more than 2^28 values.</exception>
    public static TensorShape Image(int height, int width, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((Int128)height * width * channels, MaxLength, nameof(height));
        return new TensorShape(3, height, width, channels);
    }

    /// <summary>The shape of a vector [length].</summary>
    /// <param name="length">Values, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is below 1 or above 2^28.</exception>
    public static TensorShape Vector(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaxLength);
        return new TensorShape(1, 1, 1, length);
    }

    /// <summary>The sizes in brackets, such as <c>[28, 28, 1]</c> or <c>[47]</c>.</summary>
    public override string ToString() => Rank == 1 ? $"[{Channels}]" : $"[{Height}, {Width}, {Channels}]";
}
