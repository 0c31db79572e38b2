using System.Globalization;
using System.Text.Json.Serialization;

namespace Emnist.Recognition;

/// <summary>A rectangle of a picture's pixels.</summary>
/// <param name="X">The leftmost column, from 0.</param>
/// <param name="Y">The topmost row, from 0.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct PixelRectangle(int X, int Y, int Width, int Height)
{
    /// <summary>The first column to the right of it.</summary>
    [JsonIgnore]
    public int Right => X + Width;

    /// <summary>The first row below it.</summary>
    [JsonIgnore]
    public int Bottom => Y + Height;

    /// <summary>The upper left corner and the size, such as <c>(28, 21) 45 x 60</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({X}, {Y}) {Width} x {Height}");

    /// <summary>The smallest rectangle that holds both.</summary>
    internal static PixelRectangle Union(PixelRectangle first, PixelRectangle second)
    {
        int x = Math.Min(first.X, second.X);
        int y = Math.Min(first.Y, second.Y);
        return new PixelRectangle(x, y, Math.Max(first.Right, second.Right) - x, Math.Max(first.Bottom, second.Bottom) - y);
    }
}
