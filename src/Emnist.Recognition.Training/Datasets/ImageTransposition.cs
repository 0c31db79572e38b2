namespace Emnist.Recognition.Training.Datasets;

/// <summary>Sets images upright that lie on their side, as EMNIST's do.</summary>
internal static class ImageTransposition
{
    /// <summary>
    /// Each image <c>[rows, columns]</c> becomes <c>[columns, rows]</c> in its place: result[y, x] = stored[x, y].
    /// </summary>
    public static void Apply(Span<byte> images, int rows, int columns)
    {
        byte[] stored = new byte[rows * columns];
        for (; !images.IsEmpty; images = images[stored.Length..])
        {
            Span<byte> image = images[..stored.Length];
            image.CopyTo(stored);
            for (int y = 0; y < columns; y++)
            {
                Span<byte> row = image.Slice(y * rows, rows);
                for (int x = 0; x < row.Length; x++)
                {
                    row[x] = stored[(x * columns) + y];
                }
            }
        }
    }
}
