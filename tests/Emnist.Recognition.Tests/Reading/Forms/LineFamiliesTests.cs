using System.Numerics;
using Emnist.Recognition.Reading.Forms;
using Plane = Emnist.Recognition.Imaging.Planes.Plane;

namespace Emnist.Recognition.Tests.Reading.Forms;

public sealed class LineFamiliesTests
{
    [Theory]
    [InlineData(60, 1)]
    [InlineData(900, 2)]
    public void No_wall_that_meets_a_line_is_left_out(int longest, int seed)
    {
        var random = new Random(seed);
        TracedLine[] uprights = [.. Enumerable.Range(0, 400).Select(_ => Line(longest)).OrderBy(static line => line.Middle)];
        TracedLine[] levels = [.. Enumerable.Range(0, 400).Select(_ => Line(longest))];
        using Plane empty = new(1, 1);
        LineFamilies lines = new(levels, uprights, new LineDrawing(empty, 0.5f));
        int met = 0;
        int looked = 0;
        foreach (TracedLine level in levels)
        {
            TracedLine[] near = lines.UprightsNear(level).ToArray();
            looked += near.Length;
            foreach (TracedLine upright in uprights.Where(upright => Meet(level, upright)))
            {
                met++;
                Assert.Contains(upright, near);
            }
        }

        Assert.True(met > 500, $"{met} of the pairs meet.");
        Assert.True(looked < 0.8 * levels.Length * uprights.Length, $"{looked} were looked at.");

        TracedLine Line(int longest)
        {
            double start = random.NextDouble() * 1000;
            double slope = (random.NextDouble() - 0.5) * 0.36;
            double offset = (random.NextDouble() * 1000) - (slope * start);
            return new TracedLine(start, start + 5 + (random.NextDouble() * longest), offset, slope, 1 + (random.NextDouble() * 30));
        }
    }

    /// <summary>The widest of what is asked of a wall, for any kind of box: it may end that far from the line, and beside its ends.</summary>
    private static bool Meet(TracedLine level, TracedLine upright)
    {
        Vector2 foot = LineFamilies.Crossing(level, upright);
        double length = Math.Max(Math.Abs(foot.Y - upright.Start), Math.Abs(upright.End - foot.Y));
        double tolerance = Math.Max(ClosedBoxes.MeetWithin, Math.Max(OpenBoxes.EndWithin, SeparateOpenBoxes.EndWithin))
            + (Math.Max(ClosedBoxes.MeetPart, Math.Max(OpenBoxes.EndPart, SeparateOpenBoxes.EndPart)) * length);
        return foot.X >= level.Start - tolerance && foot.X <= level.End + tolerance
            && foot.Y >= upright.Start - tolerance - level.Thickness && foot.Y <= upright.End + tolerance + level.Thickness;
    }
}
