using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading;
using Emnist.Recognition.Reading.Grammars;
using Emnist.Recognition.Reading.Marks;

namespace Emnist.Recognition.Tests.Reading;

/// <summary>Ink that was cut only in case it is several characters, and marks beside characters that do not need them.</summary>
public sealed class OversegmentationTests
{
    private const int Height = 50;

    [Fact]
    public void Ink_that_hangs_together_may_be_one_character_however_often_it_was_cut()
    {
        InkAtom[] wide = [.. Enumerable.Range(0, 6).Select(static i => Atom(15 * i, 15, isCut: i > 0))];
        InkAtom[] apart = [.. Enumerable.Range(0, 6).Select(static i => Atom(15 * i, 15, isCut: i is not (0 or 3)))];

        Assert.Contains(SegmentationLattice.SegmentsOf(wide, Height), static segment => (segment.First, segment.Count) == (0, 6));
        Assert.DoesNotContain(SegmentationLattice.SegmentsOf(apart, Height), static segment => segment.Count > 4);
        Assert.DoesNotContain(SegmentationLattice.SegmentsOf(wide, Height), static segment => segment is { First: > 0, Count: > 4 });
    }

    [Fact]
    public void Ink_that_hangs_together_and_is_twice_as_wide_as_high_is_rather_one_letter_than_two()
    {
        InkAtom[] wide = [.. Enumerable.Range(0, 4).Select(static i => Atom(25 * i, 25, isCut: i > 0))];
        Segment[] segments = [.. SegmentationLattice.SegmentsOf(wide, Height)];

        double whole = segments.Single(static segment => segment.Count == 4).ShapeCost;

        Assert.InRange(whole, 0.1, segments.Single(static segment => (segment.First, segment.Count) == (2, 2)).ShapeCost - 0.1);
    }

    [Fact]
    public void A_capital_may_be_as_wide_to_its_own_height_among_small_letters()
    {
        InkAtom[] capital = [.. Enumerable.Range(0, 4).Select(static i => Atom(26 * i, 26, isCut: i > 0) with { CharacterHeight = 40 })];
        InkAtom[] small = [.. capital.Select(static atom => atom with { Box = new PixelBox(atom.Box.Left, 10, atom.Box.Right, Height) })];

        Assert.Contains(SegmentationLattice.SegmentsOf(capital, 40), static segment => segment.Count == 4);
        Assert.DoesNotContain(SegmentationLattice.SegmentsOf(small, 40), static segment => segment.Count == 4);
    }

    [Theory]
    [InlineData(1, 1)] // Nothing tells its size but what the network has learnt.
    [InlineData(2, 0.6)]
    public void What_the_network_says_of_the_case_counts_less_where_both_look_the_same(int atoms, double part)
    {
        CharacterClasses classes = new(["c", "C", "a", "A"]);
        ReadingSymbols symbols = new(classes, new ReadTextOptions());
        Segment whole = new(0, 1, new PixelBox(0, 0, 30, Height), 0, 0, 0, false, false, false);
        SegmentEvidence evidence = new(atoms, [whole], (float[])[0.05f, 0.4f, 0.05f, 0.4f], Marks((IReadOnlyList<Mark>)[]), default);
        double[] costs = [.. new SegmentCosts(classes, symbols, evidence).At(null, 3, null).CostsOf(0).Span];

        double CostOf(string character) => costs[symbols.Named(character)!.Value];
        Assert.Equal(CostOf("A"), CostOf("C"), 1e-6);
        Assert.Equal(Math.Log(8), CostOf("a") - CostOf("A"), 1e-6);
        Assert.Equal(part * Math.Log(8), CostOf("c") - CostOf("C"), 1e-6);
    }

    [Fact]
    public void A_level_bar_is_not_cut()
    {
        Plane coverage = new(80, Height);
        for (int y = 0; y < 6; y++)
        {
            coverage.Row(y + 4)[5..70].Fill(1);
        }

        using InkMap map = InkMap.Label(coverage);

        Assert.False(Assert.Single(TouchingCharacters.Cut(map, [new PieceGroup(map.Pieces[0])], Height, isCounted: false)).IsCut);
    }

    [Fact]
    public void The_parts_of_one_character_do_not_tell_where_its_line_is()
    {
        List<InkAtom> atoms = [];
        for (int i = 0; i < 4; i++)
        {
            // As of a 7: the lower left part, and the upper right one.
            atoms.Add(Atom(60 * i, 15, isCut: false));
            atoms.Add(Atom((60 * i) + 15, 15, isCut: true) with { Box = new PixelBox((60 * i) + 15, 0, (60 * i) + 30, 30) });
        }

        LineGeometry line = Assert.Single(LineGeometry.Suppose(atoms, Height), static line => line.Cost == 0);

        Assert.Equal(Height, line.Foot, 1e-9);
        Assert.Equal(Height, line.Height, 1e-9);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_mark_is_no_part_of_a_character_that_is_the_same_without_it(int classOfRest, bool isPart)
    {
        SegmentCosts costs = CostsOf(classOfRest);
        double apart = costs.OfCharacters()[0] + costs.OfMarks()[2];
        double together = costs.OfCharacters()[1];

        Assert.Equal(isPart, together < apart);
    }

    [Fact]
    public void What_is_a_mark_by_its_shape_is_rather_no_speck()
    {
        double speck = SpeckCost([]);

        Assert.Equal(2, speck, 1e-9);
        Assert.True(SpeckCost([new Mark(".", 0.97)]) > speck + 1);
        Assert.Equal(speck, SpeckCost([new Mark(Mark.Unread, 0.97)]), 1e-9);
    }

    private static InkAtom Atom(int left, int width, bool isCut) =>
        new(new PixelBox(left, 0, left + width, Height), [1 + left], isCut, false, false, false, false, Height, null);

    /// <summary>The costs of a character, a bar close to it, and both together, which are more probably one by the network.</summary>
    private static SegmentCosts CostsOf(int classOfRest)
    {
        CharacterClasses classes = new(["4", "7"]);
        float[] rest = classOfRest == 0 ? [0.98f, 0.02f] : [0.02f, 0.98f];
        Segment[] segments =
        [
            new(0, 1, new PixelBox(0, 0, 30, Height), 0, 0, 0, false, false, false),
            new(0, 2, new PixelBox(0, 0, 45, Height), 0, 0, 0, false, false, false),
            new(1, 1, new PixelBox(32, 20, 45, 26), 1.5, 0, 1.2, false, false, false),
        ];
        return new SegmentCosts(
            classes,
            new ReadingSymbols(classes, new ReadTextOptions()),
            new SegmentEvidence(2, segments, (float[])[.. rest, 0.99f, 0.01f, 0.01f, 0.01f], Marks([], [], [new Mark("-", 0.97)]), default));
    }

    private static double SpeckCost(IReadOnlyList<Mark> marks)
    {
        CharacterClasses classes = new(["4", "7"]);
        Segment scrap = new(0, 1, new PixelBox(0, 0, 4, 4), 6, 0, 0, false, false, true);
        SegmentCosts costs = new(
            classes,
            new ReadingSymbols(classes, new ReadTextOptions { Marks = new CharacterSet(".") }),
            new SegmentEvidence(1, [scrap], (float[])[0, 0], Marks(marks), default));
        return costs.At(null, 3, null).CostsOf(0).Span[^1];
    }

    private static ReadOnlyMemory<IReadOnlyList<Mark>> Marks(params IReadOnlyList<Mark>[] marks) => marks;
}
