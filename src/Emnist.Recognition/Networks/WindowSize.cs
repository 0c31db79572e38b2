namespace Emnist.Recognition.Networks;

/// <summary>
/// The height and width of a window or a stride, in pixels. An <see cref="int"/> converts to a square. Beware of the
/// order: height comes first, as in Keras, whereas <c>LabeledImages</c> and <c>GrayImage</c> take the width first.
/// </summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public readonly record struct WindowSize(int Height, int Width)
{
    /// <summary>A square.</summary>
    /// <param name="size">Rows and columns.</param>
    public static implicit operator WindowSize(int size) => FromInt32(size);

    /// <summary>A square.</summary>
    /// <param name="size">Rows and columns.</param>
    public static WindowSize FromInt32(int size) => new(size, size);

    /// <summary>Height by width, such as <c>3x3</c>.</summary>
    public override string ToString() => $"{Height}x{Width}";

    internal void ThrowIfNotPositive(string parameterName)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Height, 1, parameterName);
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1, parameterName);
    }
}
