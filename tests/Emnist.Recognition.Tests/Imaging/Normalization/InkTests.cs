using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Tests.Imaging.Planes;

namespace Emnist.Recognition.Tests.Imaging.Normalization;

public sealed class InkTests
{
    [Fact]
    public void Pieces_have_their_areas_and_boxes_and_touch_across_corners()
    {
        InkMap map = Map(
            "#..##",
            ".#..#",
            ".....",
            "..##.");

        Assert.Equal(
            [(2, new PixelBox(0, 0, 2, 2)), (3, new PixelBox(3, 0, 5, 2)), (2, new PixelBox(2, 3, 4, 4))],
            map.Pieces.Select(piece => (piece.Area, piece.Box)));
    }

    [Fact]
    public void A_piece_cut_at_columns_falls_into_parts_that_are_numbered_on()
    {
        InkMap map = Map(
            "######",
            "#....#");

        IReadOnlyList<InkPiece> parts = map.Split(map.Pieces[0], [2, 5]);

        Assert.Equal([(1, 3), (2, 3), (3, 2)], parts.Select(part => (part.Label, part.Area)));
        Assert.Equal(new PixelBox(2, 0, 5, 1), parts[1].Box);
        Assert.Equal([1, 1, 2, 2, 2, 3, 1, 0, 0, 0, 0, 3], map.Labels);
    }

    [Fact]
    public void Pieces_go_on_in_faint_ink_and_their_soft_edge_is_not_theirs()
    {
        float[] values = [0, 0.3f, 1, 1, 0.3f, 0.3f, 0.3f, 1, 0, 0.3f, 0];
        Plane coverage = TestPlanes.Make(values.Length, 3, (x, y) => y == 1 ? values[x] : 0);

        InkMap map = InkMap.LabelWithHysteresis(coverage);

        Assert.Equal([new InkPiece(1, 4, new PixelBox(2, 1, 8, 2))], map.Pieces);
        Assert.Equal([0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 0], map.Labels[values.Length..(2 * values.Length)]);
        Assert.Equal(2, InkMap.Label(coverage).Pieces.Count);
    }

    [Fact]
    public void Faint_ink_that_leads_to_the_edge_is_none()
    {
        Plane coverage = TestPlanes.Make(40, 40, (x, y) => x is >= 18 and < 22 && y is >= 8 and < 30 ? 1 : y == 20 ? 0.35f : 0);

        Assert.Equal([new InkPiece(1, 88, new PixelBox(18, 8, 22, 30))], InkMap.LabelWithHysteresis(coverage).Pieces);
    }

    [Fact]
    public void What_is_taken_out_of_a_picture_has_its_faint_ink()
    {
        Plane coverage = TestPlanes.Make(40, 40, (x, y) => x is >= 18 and < 22 && y is >= 8 and < 30 ? y < 16 ? 0.35f : 1 : 0);
        InkMap map = InkMap.LabelWithHysteresis(coverage);

        (Plane ink, PixelBox box) = map.Extract([false, true], map.Pieces[0].Box);

        Assert.Equal((4, 22), (box.Width, box.Height));
        Assert.Equal(0.35f, ink.Row(box.Top)[box.Left]);
        Assert.Equal(1, ink.Row(box.Bottom - 1)[box.Left]);
    }

    [Fact]
    public void A_thin_outline_with_soft_edges_is_a_frame_only_where_it_is_along_its_box()
    {
        Plane Ring(Func<double, double, double> radius) => TestPlanes.Make(100, 100, (x, y) =>
            Math.Abs(x - 50) + Math.Abs(y - 50) < 14 ? 1 : (float)Math.Clamp(2.3 - Math.Abs(radius(x - 50, y - 50) - 40), 0, 1));

        Assert.Equal(2, Left(Ring((x, y) => Math.Abs(x) + Math.Abs(y))));
        Assert.Equal(1, Left(Ring((x, y) => Math.Max(Math.Abs(x), Math.Abs(y)))));

        static int Left(Plane coverage)
        {
            InkMap map = InkMap.LabelWithHysteresis(coverage);
            return StrayLines.Remove(map, map.Pieces).Count;
        }
    }

    [Fact]
    public void Lines_across_are_erased_but_not_the_stroke_that_crosses_them()
    {
        const int width = 150;
        const int height = 110;
        Plane contrast = TestPlanes.Make(width, height, (x, y) =>
            x is >= 70 and < 80 && y is >= 20 and < 100 ? 180 : (y + (x / 30) + 17) % 35 is 0 or 1 || x % 41 == 7 ? 90 : 0);

        Plane rest = RuledLines.Erase(contrast, 180);

        Assert.Equal(180, rest.Row(50)[75]);
        Assert.Equal(180, rest.Row(51)[75]);

        // Specks stay where two lines cross: as well there might be ink.
        InkMap left = InkMap.Label(TestPlanes.Make(width, height, (x, y) => x is < 66 or > 84 && rest.Row(y)[x] > 45 ? 1 : 0));
        Assert.All(left.Pieces, piece => Assert.True(piece.Box.LongSide <= 4, $"{piece.Box}"));
    }

    [Fact]
    public void Bars_of_a_character_that_fills_its_picture_are_no_lines()
    {
        Plane z = TestPlanes.Make(60, 60, (x, y) => y < 8 || y >= 52 || Math.Abs(x + y - 60) < 6 ? 180 : 0);

        Assert.Same(z, RuledLines.Erase(z, 180));
    }

    [Fact]
    public void The_dot_of_an_i_is_kept_and_specks_frames_and_underlines_are_not()
    {
        const int width = 100;
        InkMap map = InkMap.Label(TestPlanes.Make(width, 100, (x, y) =>
            (x is >= 47 and < 53 && y is >= 35 and < 70)        // the stem
            || (x is >= 47 and < 53 && y is >= 22 and < 27)     // its dot
            || (x is >= 20 and < 80 && y is 78 or 79)           // an underline
            || (x is 20 or 21 && y is 30 or 31)                 // a speck
            || ((x is 5 or 94 && y is >= 5 and < 95) || (y is 5 or 94 && x is >= 5 and < 95)) ? 1 : 0));
        bool[] kept = new bool[map.Pieces.Count + 1];

        PixelBox box = CharacterPieces.Choose(map, map.Pieces, kept);

        Assert.Equal(new PixelBox(47, 22, 53, 70), box);
        Assert.Equal(2, kept.Count(k => k));
    }

    [Fact]
    public void Strokes_are_told_from_filled_shapes_and_textures()
    {
        Assert.Equal(PredictionStatus.Recognized, Status((x, y) => x is >= 28 and < 34 || y is >= 28 and < 34));
        Assert.Equal(PredictionStatus.NotACharacter, Status((x, y) => Math.Pow(x - 30, 2) + Math.Pow(y - 30, 2) < 700));
        Assert.Equal(PredictionStatus.NotACharacter, Status((x, y) => x % 6 < 2 || y % 6 < 2));

        static PredictionStatus Status(Func<int, int, bool> ink) => InkShape.StatusOf(TestPlanes.Make(60, 60, (x, y) => ink(x, y) ? 1 : 0), 60, 1);
    }

    private static InkMap Map(params string[] rows) =>
        InkMap.Label(TestPlanes.Make(rows[0].Length, rows.Length, (x, y) => rows[y][x] == '#' ? 1 : 0));
}
