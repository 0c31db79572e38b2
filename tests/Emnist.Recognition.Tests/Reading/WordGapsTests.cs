using System.Globalization;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading;

namespace Emnist.Recognition.Tests.Reading;

public sealed class WordGapsTests
{
    private const int Height = 50;

    // The widths of characters and of the gaps between them by turns, in pixels.
    [Theory]
    [InlineData("", new int[] { })]
    [InlineData("40", new int[] { })]
    [InlineData("40 15 40", new int[] { })]
    [InlineData("40 15 40 45 40", new[] { 2 })]
    [InlineData("40 15 40 15 40 42 40 15 40", new[] { 3 })]
    [InlineData("40 45 40 15 40 45 40", new[] { 1, 3 })]
    [InlineData("40 50 40", new[] { 1 })]
    [InlineData("40 30 40", new int[] { })]
    [InlineData("40 15 40 45 40 15 40 15 40 45 40 15 40", new[] { 2, 5 })]
    [InlineData("40 40 40 40 40 40 40 40 40", new int[] { })]
    [InlineData("40 2 40 12 40 2 40 2 40", new int[] { })]
    [InlineData("40 15 8 15 40 15 8 35 8 15 40 15 40", new int[] { })]
    public void A_gap_between_words_is_wide_by_the_lines_own_rhythm(string widths, int[] begins)
    {
        int[] numbers =
        [
            .. widths.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(static number => int.Parse(number, CultureInfo.InvariantCulture)),
        ];
        List<Segment> path = [];
        int place = 0;
        for (int i = 0; i < numbers.Length; i++)
        {
            if (i % 2 == 0)
            {
                path.Add(new Segment(path.Count, 1, new PixelBox(place, 0, place + numbers[i], Height), 0, 0, 0, false, false, false));
            }

            place += numbers[i];
        }

        bool[] found = WordGaps.Find(path, path.Count, Height);

        Assert.Equal(begins, Enumerable.Range(0, found.Length).Where(i => found[i]));
    }
}
