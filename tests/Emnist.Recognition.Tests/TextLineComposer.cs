using System.Drawing;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tests;

/// <summary>
/// Writes lines of ten characters drawn at random from a data set: gaps of 0.05 to 0.8 and sizes of 0.75 to 1.25 times
/// the usual height of 45 pixels, baselines that jump, tilts of up to 4 degrees, grey paper, grey ink, noise.
/// </summary>
internal sealed class TextLineComposer(LabeledImages images, int seed)
{
    private const int Length = 10;
    private const int Side = 28;
    private const double UsualScale = 2;
    private const double UsualHeight = 45;

    private readonly Random _random = new(seed);

    public ComposedLine Next()
    {
        double tilt = Between(-4, 4) * Math.PI / 180;
        const int width = 1100;
        const int height = 220;
        float[] ink = new float[width * height];
        var boxes = new Rectangle[Length];
        string text = "";
        double pen = Between(20, 60);
        for (int i = 0; i < Length; i++)
        {
            int index = _random.Next(images.Count);
            byte[] character = images.GetImage(index).ToArray();
            text += images.ClassNames[images.Labels.Span[index]];
            double scale = UsualScale * Between(0.75, 1.25);
            Rectangle extent = Extent(character, Side, value => value >= 128);
            double x = pen + ((14 - extent.Left) * scale);
            double y = (height / 2) + (UsualHeight / 2) + ((14 - extent.Bottom) * scale) + Between(-4, 4);
            y += Math.Tan(tilt) * (x - (width / 2));
            boxes[i] = Draw(character, x, y, scale, tilt, ink, width);
            pen += (extent.Width * scale) + (UsualHeight * Between(0.05, 0.8));
        }

        return new ComposedLine(Print(ink, width, height), text, boxes);
    }

    private double Between(double low, double high) => low + (_random.NextDouble() * (high - low));

    private static Rectangle Draw(byte[] character, double centerX, double centerY, double scale, double tilt, float[] ink, int width)
    {
        int height = ink.Length / width;
        byte[] drawn = new byte[ink.Length];
        int reach = (int)(16 * scale);
        for (int y = Math.Max(0, (int)centerY - reach); y < Math.Min(height, (int)centerY + reach); y++)
        {
            for (int x = Math.Max(0, (int)centerX - reach); x < Math.Min(width, (int)centerX + reach); x++)
            {
                double dx = (x + 0.5 - centerX) / scale;
                double dy = (y + 0.5 - centerY) / scale;
                float value = Sample(
                    character,
                    (dx * Math.Cos(tilt)) + (dy * Math.Sin(tilt)) + 13.5,
                    (dy * Math.Cos(tilt)) - (dx * Math.Sin(tilt)) + 13.5);
                drawn[(y * width) + x] = (byte)value;
                ink[(y * width) + x] = Math.Max(ink[(y * width) + x], value / 255);
            }
        }

        return Extent(drawn, width, value => value >= 128);
    }

    private static float Sample(byte[] character, double x, double y)
    {
        int left = (int)Math.Floor(x);
        int top = (int)Math.Floor(y);
        double u = x - left;
        double v = y - top;
        return (float)(((1 - v) * (((1 - u) * At(left, top)) + (u * At(left + 1, top))))
            + (v * (((1 - u) * At(left, top + 1)) + (u * At(left + 1, top + 1)))));

        double At(int column, int row) =>
            column is >= 0 and < Side && row is >= 0 and < Side ? character[(row * Side) + column] : 0;
    }

    private static Rectangle Extent(byte[] pixels, int width, Func<byte, bool> isInk)
    {
        int[] set = [.. Enumerable.Range(0, pixels.Length).Where(i => isInk(pixels[i]))];
        int left = set.Min(i => i % width);
        int top = set.Min(i => i / width);
        return Rectangle.FromLTRB(left, top, set.Max(i => i % width) + 1, set.Max(i => i / width) + 1);
    }

    private GrayImage Print(float[] ink, int width, int height)
    {
        double paper = Between(190, 245);
        double contrast = Between(90, 170);
        double noise = Between(1, 6);
        byte[] pixels = new byte[ink.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            double gaussian = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
            pixels[i] = (byte)Math.Clamp(paper - (contrast * ink[i]) + (noise * gaussian), 0, 255);
        }

        return new GrayImage(new ImageSize { Width = width, Height = height }, pixels);
    }
}
