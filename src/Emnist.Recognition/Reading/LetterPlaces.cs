using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading.Marks;

namespace Emnist.Recognition.Reading;

/// <summary>
/// What the height of ink and its place in the line say for each character: a small o is lower than a capital, a p reaches below.
/// </summary>
internal static class LetterPlaces
{
    /// <summary>How far tops and feet vary, in heights.</summary>
    public const double Deviation = 0.14;

    /// <summary>How far the tops of i and j vary: dots stand as high as one likes.</summary>
    private const double DotDeviation = 0.2;

    /// <summary>What a place that no character has costs at most, so that uneven writing is read as well.</summary>
    public const double MaxCost = 3.5;

    /// <summary>
    /// In heights of a capital: the top of letters with a stroke above, the top of i, j and t, and where letters that reach below end.
    /// </summary>
    private const double TallSmall = 1.05;
    private const double TopOfT = 0.85;
    private const double Descent = -0.33;

    /// <summary>What an i without its dot costs, and a dot over anything else.</summary>
    private const double DotCost = 2;

    /// <summary>Where a character stands; null of one of which that is not known, as of another script's.</summary>
    public static LetterPlace? Of(string character) => character is [var letter] && char.IsAsciiLetterOrDigit(letter)
        ? letter switch
        {
            'g' or 'p' or 'q' or 'y' => new(LineGeometry.SmallHeight, Descent, false),
            'j' => new(TopOfT, Descent, true),
            'i' => new(TopOfT, 0, true),
            't' => new(TopOfT, 0, false),
            'b' or 'd' or 'f' or 'h' or 'k' or 'l' => new(TallSmall, 0, false),
            >= 'a' and <= 'z' => new(LineGeometry.SmallHeight, 0, false),
            _ => new(1, 0, false),
        }
        : null;

    /// <summary>What it costs to take a segment for a character, from 0.</summary>
    /// <param name="place">Where the character stands; null where that is not known.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="line">The line there.</param>
    public static double Cost(LetterPlace? place, Segment segment, LineMeasures line)
    {
        if (place is not { } expected)
        {
            return 0;
        }

        PixelBox box = segment.Box;
        double above = (((line.Baseline - box.Top) / line.Height) - expected.Top) / (expected.HasDot ? DotDeviation : Deviation);
        double below = (((line.Baseline - box.Bottom) / line.Height) - expected.Foot) / Deviation;
        return Math.Min(MaxCost, ((above * above) + (below * below)) / 2) + (expected.HasDot == segment.HasDot ? 0 : DotCost);
    }
}

/// <summary>Where a character stands in its line, in heights of a capital above the line's foot.</summary>
/// <param name="Top">Its top.</param>
/// <param name="Foot">Its foot, negative where it reaches below the line.</param>
/// <param name="HasDot">Whether a dot stands over it.</param>
internal readonly record struct LetterPlace(double Top, double Foot, bool HasDot);
