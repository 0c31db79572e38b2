using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading.Marks;

namespace Emnist.Recognition.Reading;

/// <summary>
/// What the height of ink and its place in the line say for each character: a small o is lower than a capital, a p reaches below.
/// </summary>
internal static class LetterPlaces
{
    /// <summary>How far tops and feet vary, in heights.</summary>
    private const double Deviation = 0.14;

    /// <summary>What a place that no character has costs at most, so that uneven writing is read as well.</summary>
    private const double MaxCost = 3.5;

    /// <summary>
    /// In heights of a capital: the top of letters with a stroke above, the top of i, j and t, and where letters that reach below end.
    /// </summary>
    private const double TallSmall = 1.05;
    private const double TopOfT = 0.85;
    private const double Descent = -0.33;

    /// <summary>What an i without its dot costs, and a dot over anything else.</summary>
    private const double DotCost = 2;

    /// <summary>What it costs to take a segment for a character, from 0.</summary>
    /// <param name="character">The character.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="line">The line there.</param>
    public static double Cost(string character, Segment segment, LineMeasures line)
    {
        PixelBox box = segment.Box;
        if (character is not [var letter] || !char.IsAsciiLetterOrDigit(letter))
        {
            return 0;
        }

        (double top, double foot) = Expected(letter);
        double above = (((line.Baseline - box.Top) / line.Height) - top) / Deviation;
        double below = (((line.Baseline - box.Bottom) / line.Height) - foot) / Deviation;
        return Math.Min(MaxCost, ((above * above) + (below * below)) / 2) + ((letter is 'i' or 'j') == segment.HasDot ? 0 : DotCost);
    }

    private static (double Top, double Foot) Expected(char letter) => letter switch
    {
        'g' or 'p' or 'q' or 'y' => (LineGeometry.SmallHeight, Descent),
        'j' => (TopOfT, Descent),
        'i' or 't' => (TopOfT, 0),
        'b' or 'd' or 'f' or 'h' or 'k' or 'l' => (TallSmall, 0),
        >= 'a' and <= 'z' => (LineGeometry.SmallHeight, 0),
        _ => (1, 0),
    };
}
