namespace Emnist.Recognition.Reading.Marks;

/// <summary>
/// Marks of dots and short strokes: point, comma, colon, semicolon, apostrophe. Measures are in heights of the line.
/// </summary>
internal static class SmallMarks
{
    /// <summary>A dot's length, its length to its breadth, and how far up its middle is.</summary>
    private static readonly FuzzySet DotLength = new(0.02, 0.05, 0.3, 0.38);
    private static readonly FuzzySet DotElongation = FuzzySet.Below(1.7, 2.4);
    private static readonly FuzzySet PointPlace = new(-0.22, -0.12, 0.22, 0.34);

    /// <summary>A comma's length, the angle of its axis, how far down it starts and ends, and how thin it is.</summary>
    private static readonly FuzzySet CommaLength = new(0.1, 0.18, 0.52, 0.62);
    private static readonly FuzzySet CommaAngle = FuzzySet.Above(20, 40);
    private static readonly FuzzySet CommaTop = FuzzySet.Below(0.32, 0.45);
    private static readonly FuzzySet CommaBottom = FuzzySet.Below(-0.02, 0.08);
    private static readonly FuzzySet CommaElongation = FuzzySet.Above(1.1, 1.5);

    /// <summary>The upper dot of a colon: how far up, how far over the lower one, and how far aside.</summary>
    private static readonly FuzzySet UpperDotPlace = new(0.22, 0.34, 0.84, 0.95);
    private static readonly FuzzySet DotDistance = new(0.15, 0.25, 0.75, 0.9);
    private static readonly FuzzySet DotsAside = FuzzySet.Below(0.2, 0.34);

    /// <summary>An apostrophe's length and angle, and where it starts and ends.</summary>
    private static readonly FuzzySet QuoteLength = new(0.08, 0.15, 0.48, 0.58);
    private static readonly FuzzySet QuoteAngle = FuzzySet.Above(35, 50);
    private static readonly FuzzySet QuoteBottom = FuzzySet.Above(0.4, 0.52);
    private static readonly FuzzySet QuoteTop = FuzzySet.Above(0.7, 0.82);
    private static readonly FuzzySet QuoteElongation = FuzzySet.Above(1.1, 1.5);

    /// <summary>The breadth of both, in strokes: a ring's is more.</summary>
    private static readonly FuzzySet StrokeBreadth = FuzzySet.Below(2, 2.8);

    /// <summary>What the ink is among these marks.</summary>
    public static IEnumerable<Mark> Read(MarkInk ink)
    {
        switch (ink.Pieces)
        {
            case [MarkPiece piece]:
                double comma = Comma(piece, ink.Waver);
                yield return new Mark(".", Point(piece) * (1 - comma));
                yield return new Mark(",", comma);
                yield return new Mark("'", Quote(piece, ink.Waver));
                break;
            case [MarkPiece first, MarkPiece second]:
                (MarkPiece upper, MarkPiece lower) = first.Y > second.Y ? (first, second) : (second, first);
                double over = Dot(upper) * UpperDotPlace.Of(upper.Y) * DotDistance.Of(upper.Y - lower.Y)
                    * DotsAside.Of(Math.Abs(upper.X - lower.X));
                double tail = Comma(lower, ink.Waver);
                yield return new Mark(":", over * Point(lower) * (1 - tail));
                yield return new Mark(";", over * tail);
                break;
        }
    }

    /// <summary>Whether a piece is a dot on the line's foot.</summary>
    public static double Point(MarkPiece piece) => Dot(piece) * PointPlace.Of(piece.Y);

    /// <summary>Whether a piece is as small and compact as a dot.</summary>
    private static double Dot(MarkPiece piece) => DotLength.Of(piece.Length) * DotElongation.Of(piece.Length / piece.Breadth);

    private static double Comma(MarkPiece piece, double waver) =>
        CommaLength.Of(piece.Length) * CommaAngle.Of(Steepness(piece)) * CommaTop.Of(piece.Top) * CommaBottom.Of(piece.Bottom)
        * CommaElongation.Of(piece.Length / piece.Breadth) * StrokeBreadth.Of(piece.Breadth / waver);

    private static double Quote(MarkPiece piece, double waver) =>
        QuoteLength.Of(piece.Length) * QuoteAngle.Of(Steepness(piece)) * QuoteBottom.Of(piece.Bottom) * QuoteTop.Of(piece.Top)
        * QuoteElongation.Of(piece.Length / piece.Breadth) * StrokeBreadth.Of(piece.Breadth / waver);

    private static double Steepness(MarkPiece piece) => Math.Abs(piece.Angle);
}
