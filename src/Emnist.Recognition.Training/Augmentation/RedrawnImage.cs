using Emnist.Recognition.Imaging;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training.Numerics;

namespace Emnist.Recognition.Training;

/// <summary>
/// Draws an image as a larger picture, dark on light and with a pen of another width, and normalises that, so that a network
/// sees what <see cref="CharacterNormalizer"/> makes of photographs and not EMNIST's own images alone. One thread uses it.
/// The normaliser allocates its planes for every image.
/// </summary>
/// <param name="framing">How the normaliser frames them.</param>
internal sealed class RedrawnImage(CharacterFraming framing)
{
    public const int Size = CharacterNormalizer.Size;

    /// <summary>
    /// The smallest side of a picture, a whole number of vectors. Photographs are larger, and take the normaliser longer.
    /// </summary>
    private const int MinSide = 40;
    private const int MaxSide = 72;

    /// <summary>Pixels of the image's scale that a picture has around it.</summary>
    private const int Border = 2;

    /// <summary>
    /// The grey value in the image's soft edges where the pen's edge runs: the lower, the wider the pen.
    /// </summary>
    private const double MinLevel = 90;
    private const double MaxLevel = 170;

    /// <summary>Grey values of the image over which the picture goes from paper to ink.</summary>
    private const float EdgeWidth = 32;

    private const int DarkestPaper = 190;
    private const int LightestInk = 100;

    private readonly BilinearImage _source = new(Size, Size);
    private readonly float[] _row = new float[MaxSide];
    private readonly float[] _noDisplacement = new float[MaxSide];
    private readonly byte[] _picture = new byte[MaxSide * MaxSide];
    private readonly byte[] _normalized = new byte[Size * Size];

    /// <summary>Draws and normalises an image; one in which the normaliser finds no character stays as it is.</summary>
    /// <param name="image">[28, 28], 0 to 255, white ink.</param>
    /// <param name="random">Decides size, pen and greys.</param>
    /// <returns>[28, 28], valid until the next call.</returns>
    public ReadOnlySpan<byte> Redraw(ReadOnlySpan<byte> image, ref SplitMix64 random)
    {
        int side = MinSide + (BilinearImage.Lanes * random.Next(((MaxSide - MinSide) / BilinearImage.Lanes) + 1));
        float level = (float)(MinLevel + ((MaxLevel - MinLevel) * random.NextDouble()));
        int paper = DarkestPaper + random.Next(256 - DarkestPaper);
        int ink = random.Next(LightestInk);
        Draw(image, side, level, paper, ink);
        var picture = new GrayImage(side, _picture.AsSpan(0, side * side));
        return CharacterNormalizer.Normalize(picture, framing, _normalized) != PredictionStatus.Blank ? _normalized : image;
    }

    private void Draw(ReadOnlySpan<byte> image, int side, float level, int paper, int ink)
    {
        _source.Load(image);
        float step = (Size + (2 * Border)) / (float)side;
        float start = (step / 2) - Border - 0.5f;
        Span<float> row = _row.AsSpan(0, side);
        ReadOnlySpan<float> still = _noDisplacement.AsSpan(0, side);
        for (int y = 0; y < side; y++)
        {
            _source.SampleLine((start, start + (y * step)), (step, 0), still, still, row);
            Span<byte> picture = _picture.AsSpan(y * side, side);
            for (int x = 0; x < side; x++)
            {
                float coverage = Math.Clamp(((row[x] - level) / EdgeWidth) + 0.5f, 0, 1);
                picture[x] = (byte)(paper + (coverage * (ink - paper)) + 0.5f);
            }
        }
    }
}
