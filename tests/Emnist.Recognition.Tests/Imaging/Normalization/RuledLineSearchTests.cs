using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Tests.Imaging.Normalization;

public sealed class RuledLineSearchTests
{
    /// <summary>A sheet that was photographed from aside: its lines are not parallel, and those in the middle are covered for a half.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(0.03)]
    public void Lines_that_run_together_are_found_each_with_its_slope(double turn)
    {
        const int lines = 14, side = 420;
        using Plane contrast = new(side, side);
        for (int line = 0; line < lines; line++)
        {
            (double middle, double slope) = (18 + (line * 29), 0.02 + (turn * (((18 + (line * 29)) * 2.0 / side) - 1)));
            for (int x = line == 7 ? side / 2 : 0; x < side; x++)
            {
                int y = (int)Math.Round(middle + (slope * (x - (side / 2.0))));
                for (int row = Math.Max(0, y); row <= Math.Min(side - 1, y + 1); row++)
                {
                    contrast.Row(row)[x] = 100;
                }
            }
        }

        List<RuledLine> found = RuledLineSearch.Find(contrast, 50, upright: false);

        Assert.Equal(lines, found.Count);
        Assert.All(found.Index(), pair =>
        {
            Assert.InRange(pair.Item.Middle, 16 + (pair.Index * 29), 21 + (pair.Index * 29));
            Assert.InRange(pair.Item.Slope - 0.02 - (turn * ((pair.Item.Middle * 2 / side) - 1)), -0.012, 0.012);
        });
    }
}
