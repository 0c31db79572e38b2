using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading;

namespace Emnist.Recognition.Tests.Reading;

/// <summary>Which letter a dot belongs to, by the places of boxes, in letters of 60 pixels.</summary>
public sealed class DotPlacesTests
{
    private const int Height = 60;

    private static readonly PixelBox Stem = new(100, 40, 108, 80);

    [Theory]
    [InlineData(100, 10, 106, 18, true)] // right over it
    [InlineData(118, 10, 126, 24, true)] // aside, where writing leans
    [InlineData(102, 8, 106, 34, true)] // a short stroke
    [InlineData(100, 60, 106, 68, false)] // level with it
    [InlineData(112, 86, 118, 92, false)] // below it
    [InlineData(78, 10, 84, 18, false)] // aside to the left
    [InlineData(100, 0, 104, 3, false)] // far above, as of the line above
    [InlineData(100, 2, 108, 38, false)] // as tall as the stem
    [InlineData(102, 24, 134, 30, false)] // a bar nearly as long as the stem, as of a minus
    public void A_dot_stands_over_its_stem(int left, int top, int right, int bottom, bool isDot)
    {
        PieceGroup stem = Body(1, Stem);
        List<PieceGroup> bodies = [stem];

        List<InkPiece> others = DotPlaces.Attach(bodies, [new InkPiece(2, 40, new PixelBox(left, top, right, bottom))], Height);

        Assert.Equal(isDot, others.Count == 0);
        Assert.Equal(isDot ? 2 : 1, stem.Pieces.Count);
    }

    [Fact]
    public void A_letter_that_is_nearer_has_no_dot()
    {
        (PieceGroup m, PieceGroup stem) = (Body(1, new PixelBox(30, 36, 98, 80)), Body(2, Stem));
        InkPiece dot = new(3, 40, new PixelBox(95, 20, 101, 30));

        Assert.Empty(DotPlaces.Attach([m, stem], [dot], Height));
        Assert.Equal([2, 3], stem.Pieces.Select(static piece => piece.Label));
    }

    [Fact]
    public void A_dot_as_large_as_a_body_is_one_no_longer_and_what_stands_over_it_goes_with_it()
    {
        (PieceGroup stem, PieceGroup dot) = (Body(1, Stem), Body(2, new PixelBox(100, 12, 106, 34)));
        List<PieceGroup> bodies = [dot, stem];

        Assert.Empty(DotPlaces.Attach(bodies, [new InkPiece(3, 20, new PixelBox(100, 20, 105, 25))], Height));

        Assert.Same(stem, Assert.Single(bodies));
        Assert.Equal(3, stem.Pieces.Count);
    }

    [Theory]
    [InlineData(70, true)]
    [InlineData(30, false)]
    public void The_dot_of_a_j_stands_over_its_right_end(int left, bool isDot)
    {
        PieceGroup j = Body(1, new PixelBox(20, 40, 84, 120));

        Assert.Equal(isDot, DotPlaces.Attach([j], [new InkPiece(2, 40, new PixelBox(left, 20, left + 8, 30))], Height).Count == 0);
    }

    private static PieceGroup Body(int label, PixelBox box) => new(new InkPiece(label, 200, box));
}
