using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading;

namespace Emnist.Recognition.Tests.Reading;

public sealed class LatticePathsTests
{
    /// <summary>Four atoms in a row: each alone, and each pair of neighbours.</summary>
    private static readonly Segment[] Segments = [.. SegmentationLattice
        .SegmentsOf([.. Enumerable.Range(0, 4)
            .Select(i => new InkAtom(new PixelBox(20 * i, 0, (20 * i) + 18, 40), [i + 1], i > 0, false, false, false, false, 40, null))], 40)
        .Where(segment => segment.Count <= 2)];

    private static readonly double[] NoMarks = [.. Segments.Select(_ => double.PositiveInfinity)];

    [Fact]
    public void Segments_come_by_their_first_atoms()
    {
        Assert.Equal([(0, 1), (0, 2), (1, 1), (1, 2), (2, 1), (2, 2), (3, 1)], Segments.Select(s => (s.First, s.Count)));
        Assert.Equal(new PixelBox(20, 0, 58, 40), Segments[3].Box);
    }

    [Fact]
    public void The_cheapest_path_is_found_for_every_number_of_characters()
    {
        // Of three characters there are three paths: 1 + 4 + 2.25 costs less than 1 + 2 + 5 and 3 + 1.5 + 5.
        double[] costs = [1, 3, 4, 2, 1.5, 2.25, 5];
        LatticePaths paths = LatticePaths.Find(4, Segments, costs, NoMarks);

        Assert.Equal([1, 5], paths.PathWith(2).Select(static part => part.Segment));
        Assert.Equal([0, 2, 5], paths.PathWith(3).Select(static part => part.Segment));
        Assert.Equal([0, 2, 4, 6], paths.PathWith(4).Select(static part => part.Segment));
        Assert.Equal(2, paths.CheapestCount);
    }

    [Theory]
    [InlineData(6, 2, 4)]
    [InlineData(5, 2, 3)]
    [InlineData(1, 2, 2)]
    [InlineData(100, 4, 4)]
    public void An_expected_number_is_shared_out_at_the_least_cost(int wanted, int first, int second)
    {
        // Cutting further costs the first line 10 a character, and the second one 1.
        LatticePaths dear = LatticePaths.Find(4, Segments, [.. Segments.Select(_ => 10.0)], NoMarks);
        LatticePaths cheap = LatticePaths.Find(4, Segments, [.. Segments.Select(_ => 1.0)], NoMarks);

        Assert.Equal([first, second], LatticePaths.Share([dear, cheap], wanted));
    }
}
