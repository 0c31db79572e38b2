using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading.Marks;

/// <summary>
/// Tells marks of punctuation, arithmetic and currency from characters, by their shapes, sizes and places in the line.
/// </summary>
internal static class MarkShapes
{
    /// <summary>So much is left at least for what no shape can tell.</summary>
    private const double MaxCertainty = 0.97;

    /// <summary>Less probable marks are not named.</summary>
    private const double MinProbability = 0.01;

    /// <summary>
    /// What ink is among the marks: the probability of each that it may be. What they leave to 1 is that it is none of
    /// them: a character, a part of one, or a speck.
    /// </summary>
    /// <param name="ink">Coverage of one segment, 0 to 1; a pixel is ink from 0.5 on.</param>
    /// <param name="box">The box around that ink in the picture of its line.</param>
    /// <param name="line">The line's measures there, in that picture's pixels.</param>
    /// <returns>The marks, the most probable first.</returns>
    public static IReadOnlyList<Mark> Read(Plane ink, PixelBox box, LineMeasures line)
    {
        if (MarkInk.Of(ink, box, line) is not { } measured)
        {
            return [];
        }

        Mark[] marks = [.. SmallMarks.Read(measured), .. BarMarks.Read(measured), .. TallMarks.Read(measured), .. SignMarks.Read(measured)];
        double all = marks.Sum(static mark => mark.Probability);
        double unread = Math.Max(0, 1 - all) * UnreadMarks.Read(measured);
        double scale = MaxCertainty / Math.Max(1, all + unread);
        return
        [
            .. marks.Append(new Mark(Mark.Unread, unread))
                .Select(mark => mark with { Probability = scale * mark.Probability })
                .Where(static mark => mark.Probability >= MinProbability)
                .OrderByDescending(static mark => mark.Probability),
        ];
    }
}
