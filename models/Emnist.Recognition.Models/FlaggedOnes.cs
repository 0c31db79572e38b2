using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Models;

/// <summary>
/// A 1 with a flag, as much of the world writes it, and hardly any of EMNIST's American writers: drawn at the top of their bare strokes.
/// </summary>
internal static class FlaggedOnes
{
    private const int Side = 28;
    private const int Count = 2_000;
    private const ulong Seed = 11;
    private const byte Ink = 128;

    /// <summary>Draws such ones.</summary>
    /// <param name="images">The images to draw them of.</param>
    /// <returns>Their pixels, and of each the place of the image that it was made of.</returns>
    public static (byte[] Pixels, int[] Sources) DrawOn(LabeledImages images)
    {
        byte one = (byte)CharacterNames.All.ToList().IndexOf("1");
        int[] ones = [.. Enumerable.Range(0, images.Count).Where(i => images.Codes[i] == one)];
        List<byte> pixels = [];
        List<int> sources = [];
        var random = new SplitMix64(Seed);
        while (sources.Count < Count)
        {
            int source = ones[(int)(random.NextDouble() * ones.Length)];
            if (Draw(images.GetImage(source), ref random) is { } flagged)
            {
                pixels.AddRange(flagged);
                sources.Add(source);
            }
        }

        return ([.. pixels], [.. sources]);
    }

    /// <summary>Draws a flag, and brings the whole to the middle again; null of what is no bare, upright stroke.</summary>
    private static byte[]? Draw(ReadOnlySpan<byte> image, ref SplitMix64 random)
    {
        (int top, int bottom, int left, int right) = Bounds(image);
        int height = bottom - top + 1;
        if (height < 18 || right - left + 1 > 8)
        {
            return null;
        }

        double stroke = 0;
        foreach (byte pixel in image)
        {
            stroke += pixel / 255.0;
        }

        stroke = Math.Clamp(stroke / height, 1.5, 5);
        (double startX, double startY) = (Middle(image, top + 1), top + (stroke / 2));
        double angle = (30 + (40 * random.NextDouble())) * Math.PI / 180;
        double length = height * (0.2 + (0.3 * random.NextDouble()));
        (double endX, double endY) = (startX - (length * Math.Cos(angle)), startY + (length * Math.Sin(angle)));
        byte[] drawn = new byte[Side * Side];
        int shift = (int)Math.Round((left - Math.Min(left, endX - (stroke / 2))) / 2);
        for (int i = 0; i < drawn.Length; i++)
        {
            (int x, int y) = ((i % Side) - shift, i / Side);
            double flag = Math.Clamp((stroke / 2) + 0.7 - Distance(x, y, startX, startY, endX, endY), 0, 1);
            byte own = x is >= 0 and < Side ? image[(y * Side) + x] : (byte)0;
            drawn[i] = Math.Max(own, (byte)(255 * flag));
        }

        return drawn;
    }

    private static (int Top, int Bottom, int Left, int Right) Bounds(ReadOnlySpan<byte> image)
    {
        (int top, int bottom, int left, int right) = (Side, -1, Side, -1);
        for (int i = 0; i < image.Length; i++)
        {
            if (image[i] >= Ink)
            {
                (int y, int x) = Math.DivRem(i, Side);
                (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
                (left, right) = (Math.Min(left, x), Math.Max(right, x));
            }
        }

        return (top, bottom, left, right);
    }

    private static double Middle(ReadOnlySpan<byte> image, int row)
    {
        (double sum, double weighted) = (1e-9, 0);
        for (int x = 0; x < Side; x++)
        {
            sum += image[(row * Side) + x];
            weighted += image[(row * Side) + x] * (double)x;
        }

        return weighted / sum;
    }

    /// <summary>From a point to a line between two others.</summary>
    private static double Distance(double x, double y, double startX, double startY, double endX, double endY)
    {
        (double dx, double dy) = (endX - startX, endY - startY);
        double along = Math.Clamp((((x - startX) * dx) + ((y - startY) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
        return Math.Sqrt(Math.Pow(x - startX - (along * dx), 2) + Math.Pow(y - startY - (along * dy), 2));
    }
}
