using System.Globalization;

namespace Emnist.Recognition.Networks;

/// <summary>
/// The shape of one sample, without the batch: an image [height, width, channels] or a vector [length].
/// Values lie row by row with the channels of a pixel together (NHWC, Keras's <c>channels_last</c>).
/// </summary>
/// <remarks>
/// The default value is the shape of nothing: its <see cref="Rank"/> and all its sizes are 0, and what takes a shape
/// refuses it. Two shapes are equal when they have the same rank and sizes.
/// </remarks>
/// <example>
/// <code>
/// TensorShape grey = TensorShape.Image(28);
/// TensorShape color = TensorShape.Image(new ImageSize { Width = 64, Height = 32 }).WithChannels(3);
/// TensorShape features = TensorShape.Vector(16);
/// Console.WriteLine($"{grey} {color} {features}"); // [28, 28, 1] [32, 64, 3] [16]
/// </code>
/// </example>
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

    /// <summary>3 for an image, 1 for a vector; 0 for the default value alone.</summary>
    public int Rank { get; }

    /// <summary>Rows of an image; 1 for a vector.</summary>
    public int Height { get; }

    /// <summary>Columns of an image; 1 for a vector.</summary>
    public int Width { get; }

    /// <summary>Channels of an image, or the length of a vector.</summary>
    public int Channels { get; }

    /// <summary>Values in one sample: the product of the sizes.</summary>
    public int Length => Height * Width * Channels;

    /// <summary>The shape of a grey image, [height, width, 1]; for other images go on with <see cref="WithChannels"/>.</summary>
    /// <param name="size">Width and height, each at least 1; a number stands for a square.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or the image has more than 2^28 pixels.</exception>
    public static TensorShape Image(ImageSize size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Height, 1, nameof(size));
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Width, 1, nameof(size));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)size.Height * size.Width, MaxLength, nameof(size));
        return new TensorShape(3, size.Height, size.Width, 1);
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

    /// <summary>The shape of an image of the same size with other channels, [height, width, channels].</summary>
    /// <param name="channels">Values at each pixel, at least 1: 1 for grey, 3 for colour.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="channels"/> is below 1, or the image has more than 2^28 values.
    /// </exception>
    /// <exception cref="InvalidOperationException">The shape is no image's.</exception>
    public TensorShape WithChannels(int channels)
    {
        if (Rank != 3)
        {
            throw new InvalidOperationException($"The shape {this} is no image's, and has no channels.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)Height * Width * channels, MaxLength, nameof(channels));
        return new TensorShape(3, Height, Width, channels);
    }

    /// <summary>The sizes in brackets, such as <c>[28, 28, 1]</c> or <c>[47]</c>; <c>[]</c> for the default value.</summary>
    public override string ToString() => Rank switch
    {
        0 => "[]",
        1 => string.Create(CultureInfo.InvariantCulture, $"[{Channels}]"),
        _ => string.Create(CultureInfo.InvariantCulture, $"[{Height}, {Width}, {Channels}]"),
    };
}
