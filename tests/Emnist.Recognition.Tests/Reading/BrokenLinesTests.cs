using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading;

namespace Emnist.Recognition.Tests.Reading;

/// <summary>What is a line by itself, and what is a part of another.</summary>
public sealed class BrokenLinesTests
{
    private const int Tall = 40;

    // A word of tall and small letters, as "hose".
    private static PieceGroup[] Word => [Group(0, 100, 25, 140), Group(32, 115, 55, 140), Group(62, 116, 84, 141), Group(92, 114, 116, 140)];

    [Theory]
    [InlineData(62, 80, 86, 104, true)] // The ring over a j.
    [InlineData(90, 146, 118, 170, true)] // The tail of a g, behind a gap.
    [InlineData(36, 84, 42, 113, true)] // The upper half of a stem, which all but touches the lower one.
    [InlineData(0, 58, 6, 98, false)] // As near, but together they are taller than a letter.
    [InlineData(62, 78, 86, 106, true)] // As tall as it may be.
    [InlineData(62, 72, 86, 104, false)] // Taller.
    [InlineData(0, 50, 6, 90, false)] // As tall as letters, and apart: a 1 above.
    [InlineData(90, 160, 118, 184, false)] // Too far below.
    [InlineData(118, 146, 140, 170, false)] // Under no letter.
    [InlineData(0, 150, 80, 155, false)] // Under several.
    public void What_stands_by_itself_over_or_under_a_letter_is_a_part_of_it(int left, int top, int right, int bottom, bool isPart)
    {
        List<List<PieceGroup>> lines = [[Group(left, top, right, bottom)], [.. Word]];
        if (top > 120)
        {
            lines.Reverse();
        }

        BrokenLines.Join(lines, Tall);

        Assert.Equal(isPart ? 1 : 2, lines.Count);
        Assert.Equal(5, lines.Sum(static line => line.Count));
    }

    [Fact]
    public void A_short_line_below_another_short_one_stays()
    {
        List<List<PieceGroup>> lines = [[Group(0, 0, 20, 40), Group(30, 0, 50, 40)], [Group(0, 46, 20, 70)]];

        BrokenLines.Join(lines, Tall);

        Assert.Equal(2, lines.Count);
    }

    // "happy", whose tails come down to "us", and numbers of which one stands close under the other.
    [Theory]
    [InlineData(
        new[] { 0, 100, 20, 140, 26, 115, 44, 140, 52, 114, 70, 160, 78, 114, 96, 160, 102, 115, 120, 162 },
        new[] { 54, 158, 70, 182, 80, 158, 94, 182 })]
    [InlineData(new[] { 0, 46, 20, 86, 30, 46, 50, 86, 60, 46, 80, 86 }, new[] { 2, 2, 18, 42, 32, 2, 48, 42 })]
    [InlineData(new[] { 0, 46, 20, 86, 30, 46, 50, 86, 60, 46, 80, 86 }, new[] { 32, 2, 48, 42 })]
    public void A_short_line_close_to_another_stays(int[] line, int[] few)
    {
        static List<PieceGroup> Groups(int[] boxes) => [.. boxes.Chunk(4).Select(static box => Group(box[0], box[1], box[2], box[3]))];
        List<List<PieceGroup>> lines = [Groups(line), Groups(few)];

        BrokenLines.Join(lines, Tall);

        Assert.Equal(2, lines.Count);
    }

    [Fact]
    public void A_line_goes_on_behind_an_l_with_a_y()
    {
        // The l ends where the y's arms do.
        PieceGroup[] first = [Group(0, 29, 16, 45), Group(20, 31, 31, 46), Group(64, 12, 69, 46)];
        PieceGroup[] rest = [Group(110, 35, 124, 59), Group(74, 33, 88, 49), Group(91, 33, 104, 49)];
        List<List<PieceGroup>> lines = [[.. first], [.. rest]];

        BrokenLines.Join(lines, 27);

        Assert.Equal(6, Assert.Single(lines).Count);
    }

    [Theory]
    [InlineData(0, 40)] // Another line, half a height lower.
    [InlineData(400, 4)] // Another column.
    public void What_begins_elsewhere_is_another_line(int right, int down)
    {
        PieceGroup Moved(PieceGroup group) => Group(
            group.Box.Left + 140 + right, group.Box.Top + down, group.Box.Right + 140 + right, group.Box.Bottom + down);
        List<List<PieceGroup>> lines = [[.. Word], [.. Word.Select(Moved)]];

        BrokenLines.Join(lines, Tall);

        Assert.Equal(2, lines.Count);
    }

    private static PieceGroup Group(int left, int top, int right, int bottom) =>
        new(new InkPiece(1, 1, new PixelBox(left, top, right, bottom)));
}
