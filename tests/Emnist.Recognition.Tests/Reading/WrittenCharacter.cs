using System.Globalization;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Tests.Reading.Marks;

namespace Emnist.Recognition.Tests.Reading;

/// <summary>Writes single characters in many hands: with a ring around them, and in strokes that do not touch.</summary>
internal static class WrittenCharacter
{
    // Strokes are divided by bars; places in hundredths of the height.
    private static readonly Dictionary<char, string> LooseStrokes = new()
    {
        ['M'] = "0,0 4,100|15,96 35,36|43,36 62,96|73,100 76,0",
        ['W'] = "0,100 17,6|26,6 37,66|46,66 56,6|65,6 80,100",
        ['K'] = "0,0 0,100|52,100 13,52|15,42 55,0",
        ['H'] = "0,0 0,100|55,0 55,100|13,52 42,52",
        ['N'] = "0,0 0,100|12,96 42,4|54,0 54,100",
        ['X'] = "0,100 22,50 0,0|54,100 34,50 54,0",
    };

    /// <summary>Writes a character with a ring around it, which wavers, and need not close or ends beside its start.</summary>
    public static GrayImage InRing(char character, Random random) => WrittenLine.Print(InkInRing(character, random), random);

    /// <summary>The same without paper: coverage, 0 to 1.</summary>
    public static Plane InkInRing(char character, Random random)
    {
        Pen pen = NewPen(random);
        PenStroke[] strokes = [.. DrawnCharacters.Strokes(character, pen)];
        (double left, double right) = (strokes.Min(s => s.Points.Min(p => p.X)), strokes.Max(s => s.Points.Max(p => p.X)));
        double breadth = (right - left) / 2;
        (double wide, double tall) = (breadth + pen.Between(0.32, 0.45), pen.Between(0.78, 0.92));
        (double start, double sweep) = (pen.Between(0, 360), pen.Between(338, 375));
        (double wave, double phase) = (pen.Between(0, 0.03), pen.Between(0, 6));
        PenStroke ring = new(
        [
            .. Enumerable.Range(0, 60).Select(i => (start + (sweep * i / 59)) * Math.PI / 180)
                .Select(angle => (Angle: angle, Radius: 1 + (wave * Math.Sin((3 * angle) + phase))))
                .Select(p => (left + breadth + (wide * p.Radius * Math.Cos(p.Angle)), 0.5 + (tall * p.Radius * Math.Sin(p.Angle)))),
        ]);
        return pen.Draw(character.ToString(), strokes.Append(ring)).Ink;
    }

    /// <summary>Coverage of a character, and of a stroke besides, from place to place in hundredths of the height.</summary>
    public static Plane Ink(char character, Random random, params (int X, int Y)[] stroke)
    {
        Pen pen = NewPen(random);
        IEnumerable<PenStroke> strokes = DrawnCharacters.Strokes(character, pen);
        PenStroke[] more = stroke.Length == 0 ? [] : [new PenStroke([.. stroke.Select(static p => (p.X / 100.0, p.Y / 100.0))])];
        return pen.Draw(character.ToString(), strokes.Concat(more)).Ink;
    }

    /// <summary>Writes one of M, W, K, H, N and X in strokes that do not touch.</summary>
    public static GrayImage InLooseStrokes(char character, Random random) => InStrokes(character, LooseStrokes[character], random);

    /// <summary>Writes a character in strokes that are divided by bars, from place to place in hundredths of the height, upwards.</summary>
    public static GrayImage InStrokes(char character, string places, Random random)
    {
        Pen pen = NewPen(random);
        IEnumerable<PenStroke> strokes = places.Split('|').Select(stroke => PenStroke.Line(
        [
            .. stroke.Split(' ').Select(static place => place.Split(',').Select(static part => Hundredths(part)).ToArray())
                .Select(place => (place[0] + pen.Between(-0.01, 0.01), place[1] + pen.Between(-0.02, 0.02))),
        ]));
        return WrittenLine.Print(pen.Draw(character.ToString(), strokes).Ink, random);
    }

    private static Pen NewPen(Random random) =>
        new(random) { Height = 40 + (50 * random.NextDouble()), Thickness = 0.05 + (0.03 * random.NextDouble()), Wobble = 0.01 };

    private static double Hundredths(string text) => double.Parse(text, CultureInfo.InvariantCulture) / 100;
}
