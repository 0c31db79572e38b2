using System.Numerics;
using Emnist.Recognition.Reading.Grammars;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>Makes a line of text of a row of boxes.</summary>
internal static class BoxLine
{
    /// <summary>
    /// Boxes stand in different words where they are apart by this part of a box's width, and by so many usual distances.
    /// </summary>
    private const double WordGap = 0.5;
    private const double WordGapRatio = 2.5;

    /// <summary>A row as a line: its characters one after the other, and the empty boxes among them.</summary>
    /// <param name="row">The boxes from the left.</param>
    /// <param name="predictions">What stands in each.</param>
    /// <param name="scale">From the pixels that the boxes are told in to the picture's.</param>
    /// <param name="pattern">The caller's pattern, which the characters are compared with; null for none.</param>
    public static RecognizedLine Of(
        IReadOnlyList<FilledBox> row, ReadOnlySpan<CharacterPrediction> predictions, PictureScale scale, TextPattern? pattern)
    {
        List<RecognizedWord> words = [];
        List<RecognizedCharacter> word = [];
        double usual = row.Count < 2 ? 0 : Enumerable.Range(1, row.Count - 1).Select(i => Gap(row, i)).Order().ElementAt((row.Count - 1) / 2);
        for (int i = 0; i < row.Count; i++)
        {
            if (i > 0 && Gap(row, i) > Math.Max(WordGap * row[i].Box.Width, WordGapRatio * usual))
            {
                words.Add(new RecognizedWord(word));
                word.Clear();
            }

            PixelRectangle place = Place(row[i].Box, (0, 0, 1, 1), scale);
            word.Add(new RecognizedCharacter(
                predictions[i],
                predictions[i].Status == PredictionStatus.Blank ? place : Place(row[i].Box, row[i].Content.Ink, scale)) { Box = place });
        }

        words.Add(new RecognizedWord(word));
        return new RecognizedLine(words)
        {
            FollowsPattern = pattern is null || pattern.Matches(string.Concat(words.Select(static found => found.Text))),
        };
    }

    /// <summary>A part of a box, as <see cref="FormBox.At"/> tells it, in pixels of the picture.</summary>
    public static PixelRectangle Place(FormBox box, (double Left, double Top, double Right, double Bottom) part, PictureScale scale)
    {
        (Vector2 least, Vector2 most) = box.Around(part.Left, part.Top, part.Right, part.Bottom);
        Vector2 start = new(scale.Left, scale.Top);
        (least, most) = ((least + start) * scale.Factor, (most + start) * scale.Factor);
        int x = Math.Max(0, (int)MathF.Round(least.X));
        int y = Math.Max(0, (int)MathF.Round(least.Y));
        return new PixelRectangle(x, y, Math.Max(1, (int)MathF.Round(most.X) - x), Math.Max(1, (int)MathF.Round(most.Y) - y));
    }

    private static double Gap(IReadOnlyList<FilledBox> row, int i) => row[i].Box.BottomLeft.X - row[i - 1].Box.BottomRight.X;
}
