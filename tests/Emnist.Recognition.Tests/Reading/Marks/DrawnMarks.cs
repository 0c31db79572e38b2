namespace Emnist.Recognition.Tests.Reading.Marks;

/// <summary>Draws marks as many hands do.</summary>
internal static class DrawnMarks
{
    /// <summary>The marks that are read.</summary>
    public static IReadOnlyList<string> Read { get; } =
        [".", ",", ":", ";", "-", "/", "+", "=", "%", "(", ")", "[", "]", "'", "$", "€", "£"];

    /// <summary>Marks that are not.</summary>
    public static IReadOnlyList<string> Others { get; } = ["\"", "*", "·", "_", "~", "°", "!", "?"];

    public static PenDrawing Draw(string mark, Random random)
    {
        Pen pen = new(random);
        if (mark is "€" or "$" or "£" or "%")
        {
            pen = new Pen(random)
            {
                Height = Math.Max(20, pen.Height),
                Thickness = Math.Max(pen.Between(0.04, 0.14), 1.4 / pen.Height),
                Lean = pen.Lean,
            };
        }

        return pen.Draw(mark, Strokes(mark, pen).ToArray(), mark is "/" or "%" ? 0 : 1);
    }

    /// <summary>
    /// A form of a mark that some people write: a dollar sign of two upright strokes, a percent sign whose bowed stroke begins in its ring, and
    /// bars that touch in the middle.
    /// </summary>
    public static PenDrawing DrawOtherForm(string mark, Random random)
    {
        Pen hand = new(random);
        Pen pen = new(random)
        {
            Height = Math.Max(28, hand.Height),
            Thickness = Math.Max(hand.Between(0.05, 0.12), 2.2 / Math.Max(28, hand.Height)),
            Lean = hand.Lean,
        };
        return pen.Draw(mark, OtherForm(mark, pen).ToArray(), mark is "%" ? 0 : 1);
    }

    private static IEnumerable<PenStroke> OtherForm(string mark, Pen pen)
    {
        switch (mark)
        {
            case "$":
                PenStroke[] strokes = [.. Dollar(pen)];
                yield return strokes[0];
                (double apart, double over) = (pen.Between(0.02, 0.04) + (0.6 * pen.Thickness), pen.Between(0.12, 0.2));
                yield return PenStroke.Line((-apart, 1 + over), (-apart, -over));
                yield return PenStroke.Line((apart, 1 + over), (apart, -over));
                break;
            case "%":
                (double width, double ring, double bow) = (pen.Between(0.5, 0.7), pen.Between(0.12, 0.17), pen.Between(0.02, 0.045));
                yield return PenStroke.Curve((0, 0), ((width / 2) - bow, 0.5 + bow), (width, 1));
                yield return PenStroke.Arc((width / 2) - (1.5 * ring) - pen.Thickness, 0.82, ring, ring, 0, 360);
                yield return PenStroke.Arc((width / 2) + (1.5 * ring) + pen.Thickness, 0.18, ring, ring, 0, 360);
                break;
            default:
                (double y, double length, double gap) = (pen.Between(0.28, 0.4), pen.Between(0.35, 0.6), 2 * pen.Thickness);
                yield return PenStroke.Line((0, y), (length, y));
                yield return PenStroke.Line((0, y + gap), (length, y + gap));
                double at = length * pen.Between(0.4, 0.6);
                yield return PenStroke.Line((at, y), (at, y + gap));
                break;
        }
    }

    /// <summary>The strokes of a mark.</summary>
    public static IEnumerable<PenStroke> Strokes(string mark, Pen pen) => mark switch
    {
        "." => [Dot(pen, pen.Between(-0.02, 0.1))],
        "," => [Comma(pen, pen.Between(0.02, 0.16))],
        ":" => Colon(pen, false),
        ";" => Colon(pen, true),
        "-" => [Bar(pen, pen.Between(0.34, 0.6), pen.Between(0.22, 0.6))],
        "/" => [Slash(pen, pen.Between(-0.25, 0.05), pen.Between(0.95, 1.3))],
        "+" => Plus(pen),
        "=" => EqualBars(pen),
        "%" => Percent(pen),
        "(" => [Bracket(pen, 1)],
        ")" => [Bracket(pen, -1)],
        "[" => Square(pen, 1),
        "]" => Square(pen, -1),
        "'" => [Quote(pen, 0)],
        "$" => Dollar(pen),
        "€" => Euro(pen),
        "£" => Pound(pen),
        "\"" => [Quote(pen, 0), Quote(pen, pen.Between(0.14, 0.3) + pen.Thickness)],
        "*" => Asterisk(pen),
        "·" => [Dot(pen, pen.Between(0.35, 0.55))],
        "_" => [Bar(pen, pen.Between(-0.15, -0.02), pen.Between(0.4, 0.8))],
        "~" => [Tilde(pen)],
        "!" =>
        [
            Dot(pen, pen.Between(0, 0.06)),
            PenStroke.Line((pen.Between(-0.02, 0.02), 0.25 + pen.Thickness), (0, pen.Between(0.95, 1.1))),
        ],
        "?" => Question(pen),
        "°" => [PenStroke.Arc(0, pen.Between(0.8, 0.95), pen.Between(0.09, 0.16), pen.Between(0.09, 0.16), 80, pen.Between(400, 440))],
        _ => throw new ArgumentOutOfRangeException(nameof(mark)),
    };

    private static PenStroke Dot(Pen pen, double y)
    {
        double size = pen.Between(0, 0.06);
        return new PenStroke([(0, y), (size * pen.Between(-1, 1), y + (size * pen.Between(-1, 1)))], pen.Between(1, 1.4));
    }

    private static PenStroke Comma(Pen pen, double y)
    {
        double length = pen.Between(0.16, 0.36);
        double lean = pen.Between(0.1, 0.7) * length;
        double curl = pen.Between(-0.01, 0.05);
        return PenStroke.Curve((0, y), (curl - (lean / 2.5), y - (length / 2)), (-lean, y - length)) with { Width = pen.Between(1, 1.2) };
    }

    private static IEnumerable<PenStroke> Colon(Pen pen, bool hasComma)
    {
        double low = pen.Between(0, 0.12);
        PenStroke upper = Dot(pen, Math.Max(low + 0.3 + pen.Thickness, pen.Between(0.4, 0.7)));
        double aside = pen.Between(-0.05, 0.05);
        yield return upper with { Points = [.. upper.Points.Select(p => (p.X + aside, p.Y))] };
        yield return hasComma ? Comma(pen, low) : Dot(pen, low);
    }

    private static PenStroke Bar(Pen pen, double y, double length)
    {
        double tilt = pen.Between(-0.12, 0.12) * length;
        return PenStroke.Curve((0, y - tilt), (length / 2, y + pen.Between(-0.02, 0.02)), (length, y + tilt));
    }

    private static PenStroke Slash(Pen pen, double low, double high)
    {
        double width = (high - low) * Math.Tan((pen.Between(20, 42) + (pen.LeanDegrees / 2)) * Math.PI / 180);
        double bow = pen.Between(-0.03, 0.03);
        return PenStroke.Curve((0, low), ((width / 2) + bow, ((low + high) / 2) - bow), (width, high));
    }

    private static IEnumerable<PenStroke> Plus(Pen pen)
    {
        (double y, double side, double up) = (pen.Between(0.36, 0.52), pen.Between(0.17, 0.36), pen.Between(0.9, 1.15));
        (double offX, double offY) = (pen.Between(-0.04, 0.04), pen.Between(-0.05, 0.05));
        double tilt = pen.Between(-0.04, 0.04);
        yield return PenStroke.Line((-side, y + offY - tilt), (side, y + offY + tilt));
        yield return PenStroke.Line((offX, y + (side * up)), (offX + pen.Between(-0.03, 0.03), y - (side * up)));
    }

    private static IEnumerable<PenStroke> EqualBars(Pen pen)
    {
        (double y, double length) = (pen.Between(0.25, 0.4), pen.Between(0.3, 0.6));
        double gap = Math.Max(pen.Between(0.16, 0.3), 1.9 * pen.Thickness);
        (double tilt, double change) = (pen.Between(-0.1, 0.1), pen.Between(-0.06, 0.06));
        yield return PenStroke.Line((0, y), (length, y + (tilt * length)));
        double from = pen.Between(-0.05, 0.05);
        length *= pen.Between(0.85, 1.15);
        yield return PenStroke.Line((from, y + gap), (from + length, y + gap + ((tilt + change) * length)));
    }

    private static IEnumerable<PenStroke> Percent(Pen pen)
    {
        (double width, double low, double high) = (pen.Between(0.45, 0.75), pen.Between(-0.05, 0.05), pen.Between(0.95, 1.1));
        yield return PenStroke.Line((0, low), (width, high));
        for (int i = 0; i < 2; i++)
        {
            (double radiusX, double radiusY) = (pen.Between(0.08, 0.16), pen.Between(0.09, 0.18));
            double reach = (radiusX + (2 * pen.Thickness)) * pen.Between(0.9, 1.2);
            (double x, double y) = i == 0
                ? ((width / 2) - reach - pen.Between(0, 0.08), pen.Between(0.74, 0.86))
                : ((width / 2) + reach + pen.Between(0, 0.08), pen.Between(0.12, 0.24));
            double open = pen.Chance(0.2) ? pen.Between(20, 70) : pen.Between(-30, 0);
            double start = pen.Between(40, 120);
            yield return PenStroke.Arc(x, y, radiusX, radiusY, start, start + 360 - open);
        }
    }

    private static PenStroke Bracket(Pen pen, int side)
    {
        (double low, double high, double bow) = (pen.Between(-0.22, 0.03), pen.Between(0.95, 1.2), pen.Between(0.11, 0.26));
        double middle = ((low + high) / 2) + pen.Between(-0.06, 0.06);
        double depth = bow * (high - low);
        return PenStroke.Curve(
            (0, high),
            (-side * depth * 0.72, ((3 * high) + low) / 4),
            (-side * depth, middle),
            (-side * depth * pen.Between(0.68, 0.8), (high + (3 * low)) / 4),
            (side * pen.Between(-0.02, 0.02), low));
    }

    private static IEnumerable<PenStroke> Square(Pen pen, int side)
    {
        (double low, double high) = (pen.Between(-0.2, 0.03), pen.Between(0.95, 1.2));
        double least = 0.12 + pen.Thickness;
        (double upper, double lower) = (pen.Between(least, 0.2 + least), pen.Between(least, 0.2 + least));
        double tilt = pen.Between(-0.04, 0.04);
        yield return PenStroke.Line((side * upper, high + tilt), (0, high), (pen.Between(-0.03, 0.03), low), (side * lower, low + tilt));
    }

    private static PenStroke Quote(Pen pen, double x)
    {
        (double high, double length) = (pen.Between(0.95, 1.1), pen.Between(0.16, 0.32));
        return PenStroke.Line((x, high), (x + (length * pen.Between(-0.4, 0.1)), high - length));
    }

    private static IEnumerable<PenStroke> Dollar(Pen pen)
    {
        (double width, double tall) = (pen.Between(0.24, 0.34), pen.Between(0.92, 1.02));
        yield return PenStroke.Curve(
            (width, tall * pen.Between(0.8, 0.86)), (width * 0.5, tall * 0.97), (-width * 0.4, tall * 0.98), (-width, tall * 0.78),
            (-width * 0.6, tall * 0.57), (width * 0.6, tall * 0.44), (width, tall * 0.23), (width * 0.4, tall * 0.03),
            (-width * 0.5, tall * 0.03), (-width, tall * pen.Between(0.14, 0.2)));
        (double over, double under) = (pen.Between(0.1, 0.2), pen.Between(-0.2, -0.1));
        double x = pen.Between(-0.04, 0.04);
        if (pen.Chance(0.25))
        {
            yield return PenStroke.Line((x, tall + over), (x, tall * 0.95));
            yield return PenStroke.Line((x, 0.05), (x, under));
        }
        else
        {
            yield return PenStroke.Line((x, tall + over), (x + pen.Between(-0.03, 0.03), under));
        }
    }

    private static IEnumerable<PenStroke> Euro(Pen pen)
    {
        (double radiusX, double radiusY) = (pen.Between(0.34, 0.46), pen.Between(0.46, 0.52));
        double open = pen.Between(35, 60);
        yield return PenStroke.Arc(0, 0.5, radiusX, radiusY, open, 360 - open);
        double gap = pen.Between(0.14, 0.22);
        foreach (double y in (double[])[0.5 - (gap / 2), 0.5 + (gap / 2)])
        {
            yield return PenStroke.Line(
                (-radiusX - pen.Between(0.06, 0.16), y), (radiusX * pen.Between(0.1, 0.6), y + pen.Between(-0.02, 0.02)));
        }
    }

    private static IEnumerable<PenStroke> Pound(Pen pen)
    {
        (double stem, double width) = (pen.Between(-0.04, 0.06), pen.Between(0.28, 0.36));
        double foot = pen.Between(0.02, 0.06);
        if (pen.Chance(0.5))
        {
            yield return PenStroke.Curve(
                (width, 0.82), (width * 0.6, 0.98), (stem + 0.02, 0.9), (stem - 0.08, 0.66), (stem - 0.04, 0.4), (stem - 0.1, 0.16),
                (-width, foot));
            yield return PenStroke.Line((-width, foot), (width, foot + pen.Between(-0.03, 0.05)));
        }
        else
        {
            yield return PenStroke.Curve(
                (width, 0.8), (width * 0.55, 0.98), (stem, 0.86), (stem - 0.06, 0.5), (stem - 0.1, 0.18), (stem - 0.2, 0.02),
                (stem - 0.3, 0.07),
                (stem - 0.22, 0.15), (stem, 0.06), (width * 0.6, 0), (width, 0.1));
        }

        double y = pen.Between(0.42, 0.54);
        yield return PenStroke.Line((stem - pen.Between(0.2, 0.28), y), (stem + pen.Between(0.12, 0.24), y + pen.Between(-0.02, 0.02)));
    }

    private static IEnumerable<PenStroke> Asterisk(Pen pen)
    {
        (double y, double radius, double turn) = (pen.Between(0.7, 0.85), pen.Between(0.12, 0.2), pen.Between(0, 60));
        for (int i = 0; i < 3; i++)
        {
            (double sin, double cos) = Math.SinCos((turn + (60 * i)) * Math.PI / 180);
            yield return PenStroke.Line((-radius * cos, y - (radius * sin)), (radius * cos, y + (radius * sin)));
        }
    }

    private static IEnumerable<PenStroke> Question(Pen pen)
    {
        (double width, double low) = (pen.Between(0.2, 0.26), 0.22 + pen.Thickness);
        yield return PenStroke.Curve(
            (-width, 0.82), (-width * 0.4, 1), (width * 0.6, 0.98), (width, 0.8), (width * 0.5, 0.62), (0, 0.5),
            (pen.Between(-0.02, 0.02), low));
        yield return Dot(pen, pen.Between(0, 0.05));
    }

    private static PenStroke Tilde(Pen pen)
    {
        (double y, double length, double wave) = (pen.Between(0.4, 0.55), pen.Between(0.4, 0.6), pen.Between(0.07, 0.1));
        return PenStroke.Curve((0, y - wave), (length * 0.25, y + wave), (length * 0.5, y), (length * 0.75, y - wave), (length, y + wave));
    }
}
