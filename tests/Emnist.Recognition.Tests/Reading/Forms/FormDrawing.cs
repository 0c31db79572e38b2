using System.Numerics;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Reading.Forms;

/// <summary>
/// A form that is drawn four times as large as it is photographed: walls, and shipped characters in places. What is photographed may
/// be turned, seen from aside, unevenly lit and noisy.
/// </summary>
internal sealed class FormDrawing(int width, int height)
{
    private const int Scale = 4;

    private static readonly Dictionary<char, byte[]> Digits = [];

    private readonly byte[] _ink = new byte[width * height * Scale * Scale];
    private readonly byte[] _walls = new byte[width * height * Scale * Scale];

    /// <summary>The grey of the walls; ink is 40.</summary>
    public int WallGray { get; init; } = 60;

    /// <summary>A straight wall along an axis.</summary>
    public FormDrawing Wall(double left, double top, double right, double bottom, double thickness)
    {
        Fill(left - (thickness / 2), top - (thickness / 2), right + (thickness / 2), bottom + (thickness / 2));
        return this;
    }

    public FormDrawing Box(double left, double top, double wide, double high, double thickness) =>
        Wall(left, top, left + wide, top, thickness).Wall(left, top + high, left + wide, top + high, thickness)
            .Wall(left, top, left, top + high, thickness).Wall(left + wide, top, left + wide, top + high, thickness);

    /// <summary>A rectangle that is all as grey as a wall.</summary>
    public FormDrawing Tint(double left, double top, double wide, double high)
    {
        Fill(left, top, left + wide, top + high);
        return this;
    }

    /// <summary>A shipped digit, one of 2, 3, 4, 6, 7 and 8, of about a side, around a place.</summary>
    public FormDrawing Write(char digit, double centerX, double centerY, double side)
    {
        byte[] image = Load(digit);
        for (int y = 0; y < height * Scale; y++)
        {
            for (int x = 0; x < width * Scale; x++)
            {
                double u = ((((x + 0.5) / Scale) - centerX) / side * 24) + 13.5;
                double v = ((((y + 0.5) / Scale) - centerY) / side * 24) + 13.5;
                if (u > 0 && v > 0 && u < 26.9 && v < 26.9)
                {
                    ref byte ink = ref _ink[(y * width * Scale) + x];
                    ink = Math.Max(ink, Sample(image, u, v) >= 110 ? (byte)255 : (byte)0);
                }
            }
        }

        return this;
    }

    /// <summary>Takes a picture of it.</summary>
    /// <param name="noise">The standard deviation of the noise, in grey levels.</param>
    /// <param name="shade">How much of the light is missing at the lower right corner, 0 to 1.</param>
    /// <param name="corners">Where the form's corners are in the picture, from the upper left one clockwise; as they are for none.</param>
    public GrayImage Photograph(double noise = 0, double shade = 0, Vector2[]? corners = null)
    {
        corners ??= [new(0, 0), new(width, 0), new(width, height), new(0, height)];
        int wide = (int)corners.Max(static corner => corner.X);
        int high = (int)corners.Max(static corner => corner.Y);
        Matrix4x4 toForm = FromCorners(corners);
        var random = new Random(7);
        byte[] pixels = new byte[wide * high];
        for (int y = 0; y < high; y++)
        {
            for (int x = 0; x < wide; x++)
            {
                double ink = 0;
                double wall = 0;
                for (int i = 0; i < Scale * Scale; i++)
                {
                    (double u, double v) = Apply(toForm, x + (((i % Scale) + 0.5) / Scale), y + (((i / Scale) + 0.5) / Scale));
                    (int column, int row) = ((int)Math.Floor(u * width * Scale), (int)Math.Floor(v * height * Scale));
                    if (column >= 0 && row >= 0 && column < width * Scale && row < height * Scale)
                    {
                        ink += _ink[(row * width * Scale) + column] / 255.0 / (Scale * Scale);
                        wall += _walls[(row * width * Scale) + column] / 255.0 / (Scale * Scale);
                    }
                }

                double light = 1 - (shade * (x + y) / (wide + high));
                double gray = light * (235 - ((235 - WallGray) * wall));
                gray += ((light * 40) - gray) * ink;
                double gaussian = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                pixels[(y * wide) + x] = (byte)Math.Clamp(gray + (noise * gaussian), 0, 255);
            }
        }

        return new GrayImage(new ImageSize { Width = wide, Height = high }, pixels);
    }

    /// <summary>The projection that brings four corners back to the unit square (Heckbert 1989, section 2.2), and its inverse's adjoint.</summary>
    private static Matrix4x4 FromCorners(Vector2[] p)
    {
        Vector2 d1 = p[1] - p[2];
        Vector2 d2 = p[3] - p[2];
        Vector2 s = p[0] - p[1] + p[2] - p[3];
        float denominator = (d1.X * d2.Y) - (d2.X * d1.Y);
        float g = ((s.X * d2.Y) - (d2.X * s.Y)) / denominator;
        float h = ((d1.X * s.Y) - (s.X * d1.Y)) / denominator;
        var toPicture = new Matrix4x4(
            p[1].X - p[0].X + (g * p[1].X), p[1].Y - p[0].Y + (g * p[1].Y), g, 0,
            p[3].X - p[0].X + (h * p[3].X), p[3].Y - p[0].Y + (h * p[3].Y), h, 0,
            p[0].X, p[0].Y, 1, 0,
            0, 0, 0, 1);
        Assert.True(Matrix4x4.Invert(toPicture, out Matrix4x4 toForm));
        return toForm;
    }

    private static (double U, double V) Apply(Matrix4x4 projection, double x, double y)
    {
        Vector3 point = Vector3.Transform(new Vector3((float)x, (float)y, 1), projection);
        return (point.X / point.Z, point.Y / point.Z);
    }

    private void Fill(double left, double top, double right, double bottom)
    {
        for (int y = Math.Max(0, (int)(top * Scale)); y < Math.Min(height * Scale, bottom * Scale); y++)
        {
            for (int x = Math.Max(0, (int)(left * Scale)); x < Math.Min(width * Scale, right * Scale); x++)
            {
                _walls[(y * width * Scale) + x] = 255;
            }
        }
    }

    private static double Sample(byte[] image, double x, double y)
    {
        (int left, int top) = ((int)x, (int)y);
        (double u, double v) = (x - left, y - top);
        return ((1 - v) * (((1 - u) * At(0, 0)) + (u * At(1, 0)))) + (v * (((1 - u) * At(0, 1)) + (u * At(1, 1))));

        int At(int dx, int dy) => image[((top + dy) * CharacterNormalizer.Size) + left + dx];
    }

    private static byte[] Load(char digit)
    {
        lock (Digits)
        {
            if (!Digits.TryGetValue(digit, out byte[]? image))
            {
                image = new byte[CharacterNormalizer.Size * CharacterNormalizer.Size];
                string file = Path.Combine(TestData.RepositoryRoot, "samples", "images", $"digit-{digit}.png");
                CharacterNormalizer.Normalize(ImageDecoder.Decode(File.ReadAllBytes(file)), image);
                Digits.Add(digit, image);
            }

            return image;
        }
    }
}
