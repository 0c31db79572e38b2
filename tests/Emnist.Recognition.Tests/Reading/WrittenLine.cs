using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Tests.Reading.Marks;

namespace Emnist.Recognition.Tests.Reading;

/// <summary>Writes lines of separated characters, marks and words in many hands: dark ink on noisy paper.</summary>
internal static class WrittenLine
{
    private const int Margin = 24;

    /// <summary>Writes a line.</summary>
    /// <param name="text">Characters, marks that are read, and spaces.</param>
    /// <param name="random">Whose hand it is.</param>
    public static GrayImage Write(string text, Random random) => Write(text, random, static (character, pen) =>
        DrawnMarks.Read.Contains(character.ToString())
            ? DrawnMarks.Strokes(character.ToString(), pen)
            : DrawnCharacters.Strokes(character, pen));

    /// <summary>Writes a line of characters, and spaces, that are drawn by a function.</summary>
    public static GrayImage Write(string text, Random random, Func<char, Pen, IEnumerable<PenStroke>> draw)
    {
        Pen pen = new(random) { Height = 30 + (50 * random.NextDouble()), Thickness = 0.06 + (0.06 * random.NextDouble()), Wobble = 0.01 };
        (double usual, double space) = (pen.Between(0.22, 0.4), pen.Between(0.75, 1.1));
        List<PenStroke> strokes = [];
        double place = 0;
        foreach (char character in text)
        {
            if (character == ' ')
            {
                place += space;
                continue;
            }

            PenStroke[] own = [.. draw(character, pen)];
            double left = own.Min(static stroke => stroke.Points.Min(static p => p.X));
            double right = own.Max(static stroke => stroke.Points.Max(static p => p.X));
            strokes.AddRange(own.Select(stroke => stroke with { Points = [.. stroke.Points.Select(p => (p.X - left + place, p.Y))] }));
            place += right - left + (usual * pen.Between(0.8, 1.25));
        }

        return Print(pen.Draw(text, strokes).Ink, random);
    }

    /// <summary>Prints coverage as dark ink on noisy paper, with a margin.</summary>
    public static GrayImage Print(Plane ink, Random random)
    {
        (int width, int height) = (ink.Width + (2 * Margin), ink.Height + (2 * Margin));
        double paper = 200 + (50 * random.NextDouble());
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.Length; i++)
        {
            (int x, int y) = ((i % width) - Margin, (i / width) - Margin);
            float covered = x >= 0 && y >= 0 && x < ink.Width && y < ink.Height ? ink.Row(y)[x] : 0;
            pixels[i] = (byte)Math.Clamp(paper - (150 * covered) + (6 * (random.NextDouble() - 0.5)), 0, 255);
        }

        return new GrayImage(new ImageSize { Width = width, Height = height }, pixels);
    }
}
