namespace Emnist.Recognition.Imaging.Planes;

/// <summary>A rectangle of whole pixels; right and bottom are the first column and row past it.</summary>
internal readonly record struct PixelBox(int Left, int Top, int Right, int Bottom)
{
    /// <summary>The box that holds nothing, to be grown with Include.</summary>
    public static PixelBox Empty { get; } = new(int.MaxValue, int.MaxValue, int.MinValue, int.MinValue);

    public int Width => Right - Left;

    public int Height => Bottom - Top;

    public int LongSide => Math.Max(Width, Height);

    /// <summary>The smallest box that also holds a pixel.</summary>
    public PixelBox Include(int x, int y) =>
        new(Math.Min(Left, x), Math.Min(Top, y), Math.Max(Right, x + 1), Math.Max(Bottom, y + 1));

    /// <summary>The smallest box that holds both.</summary>
    public PixelBox Include(PixelBox other) => new(
        Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    /// <summary>The box with a border all round, no further than the picture goes.</summary>
    public PixelBox Grow(int border, int width, int height) => new(
        Math.Max(0, Left - border), Math.Max(0, Top - border), Math.Min(width, Right + border), Math.Min(height, Bottom + border));

    /// <summary>The box elsewhere.</summary>
    public PixelBox Move(int x, int y) => new(Left + x, Top + y, Right + x, Bottom + y);

    /// <summary>Whether the box reaches the edge of a picture of that size.</summary>
    public bool Touches(int width, int height) => Left == 0 || Top == 0 || Right == width || Bottom == height;
}
