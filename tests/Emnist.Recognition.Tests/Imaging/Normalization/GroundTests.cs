using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Tests.Imaging.Planes;

namespace Emnist.Recognition.Tests.Imaging.Normalization;

public sealed class GroundTests
{
    [Fact]
    public void The_surface_follows_a_quadratic_ground_under_strokes()
    {
        Plane picture = TestPlanes.Make(60, 50, (x, y) => x is >= 20 and < 26 ? 30 : 200 - (0.02f * x * x) + (0.5f * y));
        Plane flat = LightSurface.Subtract(picture, null);

        Assert.All(Enumerable.Range(0, 3_000), i => Assert.True(i % 60 is >= 20 and < 26 || Math.Abs(flat.Values[i]) < 0.5));
    }

    [Theory]
    [InlineData(35)]
    [InlineData(-35)]
    [InlineData(6)]
    public void What_a_surface_leaves_of_a_dark_or_a_lit_corner_goes_and_the_strokes_stay(float most)
    {
        Plane contrast = TestPlanes.Make(480, 400, (x, y) => (IsStroke(x, y) ? 80 : 0) + Light(x, y));

        Assert.True(LightRest.Subtract(contrast));

        Assert.All(Enumerable.Range(0, 480 * 400), i => Assert.Equal(IsStroke(i % 480, i / 480) ? 80 : 0, contrast.Values[i], InkContrast.MinGrayLevels));

        static bool IsStroke(int x, int y) => y is >= 200 and < 208 || (x is >= 240 and < 248 && y is >= 100 and < 300);

        float Light(int x, int y) => most / (1 + MathF.Exp((x + (400 - y) - 150) / 25f));
    }

    [Theory]
    [InlineData(480, 400, 120, 70)]
    [InlineData(480, 400, 120, 3)]
    [InlineData(250, 200, 80, 25)]
    public void No_light_is_taken_from_a_wide_shape_an_even_ground_or_a_small_picture(int width, int height, int side, int level)
    {
        Plane contrast = TestPlanes.Make(width, height, (x, y) => y % 100 == 50 ? 80 : x < side && y < side ? level : 0);
        float[] before = [.. contrast.Values];

        Assert.False(LightRest.Subtract(contrast));

        Assert.Equal(before, contrast.Values);
    }

    [Fact]
    public void The_local_ground_keeps_the_edge_of_a_shadow_and_lets_strokes_stand_out_on_both_sides()
    {
        Plane contrast = LocalGround.Contrast(
            TestPlanes.Make(200, 160, (x, y) => (y % 80 is >= 40 and < 46 ? 0.25f : 1) * (x < 100 ? 230 : 120)), lightInk: false);

        foreach (int x in (int[])[30, 90, 110, 170])
        {
            Assert.InRange(contrast.Row(43)[x], 90, 200);
            Assert.InRange(contrast.Row(20)[x], -15, 15);
        }
    }

    [Fact]
    public void Fine_strokes_are_the_ink_whichever_is_the_brighter()
    {
        Assert.False(Polarity.HasLightStrokes(Strokes(40, 220)));
        Assert.True(Polarity.HasLightStrokes(Strokes(220, 40)));

        static Plane Strokes(float ink, float ground) => TestPlanes.Make(120, 100, (x, y) => x % 30 < 4 || y % 40 < 4 ? ink : ground);
    }

    [Fact]
    public void A_bilevel_ground_is_known_only_with_ink_at_the_edge()
    {
        Plane bar = TestPlanes.Make(40, 90, (x, _) => x is >= 12 and < 30 ? 20 : 230);
        Plane contrast = BilevelGround.Contrast(bar)!;

        Assert.Equal(210, contrast.Row(5)[20], 0.5);
        Assert.Equal(0, contrast.Row(5)[2], 0.5);
        Assert.Null(BilevelGround.Contrast(TestPlanes.Make(90, 90, (x, y) => x is >= 40 and < 50 && y is >= 20 and < 70 ? 20 : 230)));
        Assert.Null(BilevelGround.Contrast(TestPlanes.Make(90, 90, (x, _) => x < 45 ? 60 : 230)));
    }
}
