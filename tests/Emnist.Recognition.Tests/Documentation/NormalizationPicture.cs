using Emnist.Recognition.Imaging;
using Emnist.Recognition.Tests.Imaging;

namespace Emnist.Recognition.Tests.Documentation;

/// <summary>
/// Draws docs/images/normalisation.png: a row for each picture, and from the left the picture, its contrast to the ground,
/// the coverage of ink, the pieces chosen, and the 28 x 28 enlarged.
/// </summary>
internal sealed class NormalizationPicture
{
    private const int CellWidth = 200;
    private const int CellHeight = 180;
    private const int Gap = 6;
    private const int Stages = 5;

    private readonly byte[] _pixels;
    private readonly int _width;
    private readonly int _height;

    private NormalizationPicture(int rows)
    {
        _width = (Stages * (CellWidth + Gap)) - Gap;
        _height = (rows * (CellHeight + Gap)) - Gap;
        _pixels = new byte[_width * _height];
        _pixels.AsSpan().Fill(255);
    }

    public static GrayImage Draw()
    {
        DegradedPicture[] pictures =
        [
            On("digit-3").Write(90).Shade((x, y) => x + (y / 2) < 160 ? 0.55 : 1 - (x / 1000.0)),
            On("upper-K").Write(60).Outside((x, y) => Math.Abs(x - 100) < 70 && Math.Abs(y - 90) < 62, 0.35),
            On("lower-g").Write(95).Darken((x, y) => x % 38 == 5 || (y + (x / 50)) % 38 == 9, 0.6),
            On("upper-A").Write(85).Darken((x, y) => (x is 12 or 13 or 186 or 187 && y is > 11 and < 170) || (y is 12 or 13 or 168 or 169 && x is > 11 and < 188), 0.3),
            On("digit-4").Write(75, down: -22).Darken((x, y) => x is > 20 and < 170 && y - (x / 60) is 132 or 133, 0.2).Darken((x, y) => Math.Pow((x % 61) - 12, 2) + Math.Pow((y % 83) - 9, 2) < 4, 0.2),
            On("lower-h").Write(90, ink: 0.75, degrees: -8).Shade((_, _) => 0.4).Negative(),
        ];
        NormalizationPicture picture = new(pictures.Length);
        for (int row = 0; row < pictures.Length; row++)
        {
            picture.DrawRow(row, pictures[row].ToImage());
        }

        return new GrayImage(new ImageSize { Width = picture._width, Height = picture._height }, picture._pixels);
    }

    private static DegradedPicture On(string name)
    {
        string file = Path.Combine(TestData.RepositoryRoot, "samples", "images", $"{name}.png");
        byte[] normalized = new byte[CharacterNormalizer.Size * CharacterNormalizer.Size];
        CharacterNormalizer.Normalize(ImageDecoder.Decode(File.ReadAllBytes(file)), normalized);
        return new DegradedPicture(normalized, CellWidth, CellHeight);
    }

    private void DrawRow(int row, GrayImage image)
    {
        IReadOnlyList<NormalizationStage> stages = CharacterNormalizer.Trace(image);
        for (int column = 0; column < Stages - 1; column++)
        {
            GrayImage stage = stages[column].Image;
            Fill(row, column, (x, y) => stage.Pixels[(y * CellWidth) + x]);
        }

        GrayImage normalized = stages[^1].Image;
        Fill(row, Stages - 1, (x, y) => Enlarged(normalized.Pixels, x - 16, y - 6));
    }

    private void Fill(int row, int column, Func<int, int, byte> value)
    {
        for (int y = 0; y < CellHeight; y++)
        {
            for (int x = 0; x < CellWidth; x++)
            {
                int left = (column * (CellWidth + Gap)) + x;
                int top = (row * (CellHeight + Gap)) + y;
                _pixels[(top * _width) + left] = value(x, y);
            }
        }
    }

    private static byte Enlarged(ReadOnlySpan<byte> normalized, int x, int y)
    {
        const int scale = 6;
        const int side = scale * CharacterNormalizer.Size;
        return x is >= 0 and < side && y is >= 0 and < side
            ? normalized[(y / scale * CharacterNormalizer.Size) + (x / scale)]
            : (byte)90;
    }
}
