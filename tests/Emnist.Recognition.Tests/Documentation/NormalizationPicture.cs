using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
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
        Plane picture = BoxReduction.ToLongSide(image, CellWidth);
        InkContrast contrast = InkContrast.Measure(GroundRemoval.Contrast(picture))!;
        InkContrast withoutLines = contrast.AfterErasing(RuledLines.Erase(contrast.Contrast, contrast.FullInk))!;
        Plane coverage = withoutLines.ToCoverage();
        InkMap map = InkMap.LabelWithHysteresis(coverage);
        bool[] kept = new bool[map.Pieces.Count + 1];
        PixelBox box = CharacterPieces.Choose(map, kept);
        byte[] normalized = new byte[CharacterNormalizer.Size * CharacterNormalizer.Size];
        CharacterNormalizer.Normalize(image, normalized);
        (Plane chosen, PixelBox place) = map.Extract(kept, box);

        Fill(row, 0, (x, y) => picture.Row(y)[x]);
        Fill(row, 1, (x, y) => contrast.Contrast.Row(y)[x]);
        Fill(row, 2, (x, y) => 255 * coverage.Row(y)[x]);
        Fill(row, 3, (x, y) => At(chosen, x - box.Left + place.Left, y - box.Top + place.Top));
        Fill(row, 4, (x, y) => Enlarged(normalized, x - 16, y - 6));
    }

    private void Fill(int row, int column, Func<int, int, float> value)
    {
        for (int y = 0; y < CellHeight; y++)
        {
            for (int x = 0; x < CellWidth; x++)
            {
                int left = (column * (CellWidth + Gap)) + x;
                int top = (row * (CellHeight + Gap)) + y;
                _pixels[(top * _width) + left] = (byte)Math.Clamp(value(x, y) + 0.5f, 0, 255);
            }
        }
    }

    private static float At(Plane plane, int x, int y) =>
        x >= 0 && y >= 0 && x < plane.Width && y < plane.Height ? 255 * plane.Row(y)[x] : 0;

    private static float Enlarged(byte[] normalized, int x, int y)
    {
        const int scale = 6;
        const int side = scale * CharacterNormalizer.Size;
        return x is >= 0 and < side && y is >= 0 and < side
            ? normalized[(y / scale * CharacterNormalizer.Size) + (x / scale)]
            : 90;
    }
}
