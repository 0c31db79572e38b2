namespace Emnist.Recognition.Reading.Marks;

/// <summary>Marks of several strokes, as tall as digits: percent, dollar, euro, pound.</summary>
internal static class SignMarks
{
    /// <summary>How tall they are, in heights of the line, and how wide to their height.</summary>
    private static readonly FuzzySet SignHeight = new(0.6, 0.75, 1.6, 1.9);
    private static readonly FuzzySet SignWidth = new(0.25, 0.38, 1.3, 1.6);

    /// <summary>Of lower ones, in pixels, nothing can be told.</summary>
    private const int MinPixels = 12;

    /// <summary>What the ink is among these marks.</summary>
    public static IEnumerable<Mark> Read(MarkInk ink)
    {
        double size = SignHeight.Of(ink.Height) * SignWidth.Of(ink.Width / ink.Height);
        if (size == 0 || ink.PixelsHigh < MinPixels)
        {
            yield break;
        }

        yield return new Mark("%", size * PercentSign.Likeness(ink));
        yield return new Mark("$", size * DollarSign.Likeness(ink));
        yield return new Mark("€", size * EuroSign.Likeness(ink));
        yield return new Mark("£", size * PoundSign.Likeness(ink));
    }
}
