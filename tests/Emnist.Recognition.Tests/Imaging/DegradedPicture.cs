using Emnist.Recognition.Imaging;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>
/// A character drawn again as people hand it in: on paper that is lit unevenly, ruled, framed, on a desk. Grey values are
/// kept as light: 1 is white paper in full light.
/// </summary>
internal sealed class DegradedPicture
{
    private const int Side = CharacterNormalizer.Size;

    private const float Paper = 0.9f;

    private readonly byte[] _character;
    private readonly float[] _light;
    private SplitMix64 _random = new(7);

    /// <param name="character">28 x 28, ink 255.</param>
    /// <param name="width">Of the picture.</param>
    /// <param name="height">Of the picture.</param>
    public DegradedPicture(byte[] character, int width, int height)
    {
        _character = character;
        Width = width;
        Height = height;
        _light = new float[width * height];
        _light.AsSpan().Fill(Paper);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Draws the character.</summary>
    /// <param name="size">Pixels that the longer side takes.</param>
    /// <param name="ink">What ink throws back of the paper's light.</param>
    /// <param name="right">How far right of the middle.</param>
    /// <param name="down">How far below it.</param>
    /// <param name="degrees">Turned by so much.</param>
    public DegradedPicture Write(double size, double ink = 0.25, double right = 0, double down = 0, double degrees = 0)
    {
        double scale = size / 22.6;
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        return Each((x, y, light) =>
        {
            double u = (x + 0.5 - (Width / 2.0) - right) / scale;
            double v = (y + 0.5 - (Height / 2.0) - down) / scale;
            return light * (1 - ((1 - ink) * Coverage((u * cos) + (v * sin) + 13.5, (v * cos) - (u * sin) + 13.5)));
        });
    }

    /// <summary>Leaves a part of the ink on untouched paper, as a pen that is pressed less.</summary>
    public DegradedPicture Fade(Func<int, int, double> part) => Each((x, y, light) => Paper - ((Paper - light) * part(x, y)));

    /// <summary>Multiplies every pixel by what comes of its place.</summary>
    public DegradedPicture Shade(Func<int, int, double> factor) => Each((x, y, light) => light * factor(x, y));

    /// <summary>Lays something darker over every place that is in it.</summary>
    public DegradedPicture Darken(Func<int, int, bool> isIn, double to) => Each((x, y, light) => isIn(x, y) ? Math.Min(light, to) : light);

    /// <summary>Puts everything outside of a sheet at some brightness.</summary>
    public DegradedPicture Outside(Func<int, int, bool> sheet, double brightness) => Each((x, y, light) => sheet(x, y) ? light : brightness);

    /// <summary>Adds noise that is even within some bounds.</summary>
    public DegradedPicture Noise(double most) => Each((_, _, light) => light + (most * ((2 * _random.NextDouble()) - 1)));

    /// <summary>Sets a part of all pixels black and as many white.</summary>
    public DegradedPicture SaltAndPepper(double part) =>
        Each((_, _, light) => _random.NextDouble() is var r && r < part ? 0 : r > 1 - part ? 1 : light);

    public DegradedPicture Negative() => Each((_, _, light) => 1 - light);

    public GrayImage ToImage() =>
        new(new ImageSize { Width = Width, Height = Height }, [.. _light.Select(v => (byte)Math.Clamp((255 * v) + 0.5, 0, 255))]);

    private DegradedPicture Each(Func<int, int, double, double> change)
    {
        for (int i = 0; i < _light.Length; i++)
        {
            _light[i] = (float)change(i % Width, i / Width, _light[i]);
        }

        return this;
    }

    private double Coverage(double x, double y)
    {
        int left = (int)Math.Floor(x);
        int top = (int)Math.Floor(y);
        (double u, double v) = (x - left, y - top);
        double value = ((1 - v) * (((1 - u) * At(left, top)) + (u * At(left + 1, top))))
            + (v * (((1 - u) * At(left, top + 1)) + (u * At(left + 1, top + 1))));
        return Math.Clamp(((value / 255) - 0.5) * 2 + 0.5, 0, 1);

        int At(int column, int row) => column is >= 0 and < Side && row is >= 0 and < Side ? _character[(row * Side) + column] : 0;
    }
}
