using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Emnist.Recognition;

/// <summary>
/// The width and height of an image. Both are named where one is made, since images give the width first and tensors the
/// height: <c>new ImageSize { Width = 640, Height = 480 }</c>, or just <c>28</c> for a square.
/// </summary>
/// <remarks>
/// The default value has no pixels; what takes a size refuses sides below 1.
/// </remarks>
public readonly record struct ImageSize
{
    /// <summary>Columns of pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Makes a square.</summary>
    /// <param name="side">Its width and height in pixels.</param>
    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "Square says more than FromInt32.")]
    public static implicit operator ImageSize(int side) => Square(side);

    /// <summary>Makes a square.</summary>
    /// <param name="side">Its width and height in pixels.</param>
    public static ImageSize Square(int side) => new() { Width = side, Height = side };

    /// <summary>Width and height, such as <c>640 x 480</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width} x {Height}");
}
