using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Tests.Imaging.Planes;
using FsCheck;
using FsCheck.Fluent;

namespace Emnist.Recognition.Tests.Imaging.Normalization;

public sealed class FieldLineSearchTests
{
    /// <summary>
    /// A line of any place, slope and length, of one to three cells and with gaps, is found where it was drawn, in pictures of any size.
    /// </summary>
    [Fact]
    public void A_line_is_found_where_it_is() => Prop.ForAll(
        Gen.Choose(24, 400).ToArbitrary(),
        Gen.Choose(0, 99).Four().ToArbitrary(),
        (side, place) =>
        {
            (int at, int lean, int thick, int length) = place;
            double slope = (lean - 50) / 1000.0;
            double middle = side * (0.2 + (0.6 * at / 99));
            double half = Math.Max(0.6, side * (0.002 + (0.006 * thick / 99)));
            (int from, int to) = ((int)(side * 0.005 * (99 - length) * 0.6), side - 1);
            using Plane plane = TestPlanes.Make(
                side, side, (x, y) => x >= from && x % 12 != 5 && Math.Abs(y - middle - (slope * (x - ((side - 1) / 2.0)))) <= half ? 1 : 0);
            using LineMask mask = LineMask.Of(plane, 0.5f);

            List<FieldLine> found = FieldLineSearch.Find(mask);

            // A leaning line of two cells may leave its ends for others.
            Assert.InRange(found.Count, 1, 3);
            FieldLine line = found[0];
            double near = 1.6 + (2 * half / mask.Side * 0.25);
            Assert.Equal((middle + 0.5) / mask.Side, line.Middle + 0.5, near);
            Assert.InRange(line.At(line.From) - line.At(line.To) - (slope * (line.From - line.To)), -2 * near, 2 * near);
            Assert.InRange(line.From, (from / mask.Side) - 2, (from / mask.Side) + 2);
            Assert.InRange(line.To, (to / mask.Side) - 2, to / mask.Side);
            Assert.InRange(line.Thickness, Math.Max(1, (int)(2 * half / mask.Side) - 1), (2 * half / mask.Side) + 3);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_thick_or_short_or_scattered_is_none()
    {
        using Plane plane = TestPlanes.Make(
            200,
            200,
            (x, y) => (x is > 20 and < 180 && y is > 40 and < 70) || (x is > 20 and < 40 && y == 100) || (x % 23 == 0 && y == 150) ? 1 : 0);
        using LineMask mask = LineMask.Of(plane, 0.5f);

        Assert.Empty(FieldLineSearch.Find(mask));
    }
}
