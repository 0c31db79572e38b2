using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Emnist.Recognition.Networks;

/// <summary>
/// The height and width of a window or of its strides, in pixels. Both are named where one is made:
/// <c>new WindowSize { Height = 3, Width = 5 }</c>, or just <c>3</c> for a square.
/// </summary>
/// <remarks>The default value has no pixels; what takes a window refuses sides below 1.</remarks>
public readonly record struct WindowSize
{
    /// <summary>Rows of pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Columns of pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Makes a square.</summary>
    /// <param name="side">Its height and width in pixels.</param>
    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "Square says more than FromInt32.")]
    public static implicit operator WindowSize(int side) => Square(side);

    /// <summary>Makes a square.</summary>
    /// <param name="side">Its height and width in pixels.</param>
    public static WindowSize Square(int side) => new() { Height = side, Width = side };

    /// <summary>Height by width, such as <c>3x5</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Height}x{Width}");

    internal void ThrowIfNotPositive(string parameterName)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Height, 1, parameterName);
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1, parameterName);
    }
}
