using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Tests.Imaging.Normalization;

public sealed class CombToothTests
{
    private static readonly RuledLine Line = new(Middle: 90, Slope: 0, Thickness: 3);

    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    public void What_was_printed_with_its_line_is_a_tooth(int height) => Assert.True(IsTooth(new Stroke(height)));

    [Fact]
    public void What_a_pen_drew_differs_in_something()
    {
        Stroke tooth = new(50);
        Assert.All(
            new Dictionary<string, Stroke>
            {
                ["it leans"] = tooth with { Lean = 6 },
                ["it is bowed"] = tooth with { Bow = 3 },
                ["it is thicker"] = tooth with { Thickness = 5 },
                ["it is thinner"] = tooth with { Thickness = 2 },
                ["it is darker"] = tooth with { Ink = 150 },
                ["it is paler"] = tooth with { Ink = 65 },
                ["it grows paler upwards"] = tooth with { Fading = 0.9 },
                ["it ends above the line"] = tooth with { Above = 9 },
            },
            stroke => Assert.False(IsTooth(stroke.Value), stroke.Key));
    }

    [Fact]
    public void Of_what_is_as_short_as_a_speck_nothing_is_told() => Assert.False(IsTooth(new Stroke(6)));

    private static bool IsTooth(Stroke stroke)
    {
        using Plane alone = new(160, 120);
        stroke.Draw(alone);
        using InkMap map = InkMap.Label(Coverage(alone));
        InkPiece piece = Assert.Single(map.Pieces);

        using Plane contrast = alone.Copy();
        for (int y = 89; y <= 91; y++)
        {
            contrast.Row(y).Fill(100);
        }

        return CombTooth.Is(contrast, piece, Line);

        static Plane Coverage(Plane plane)
        {
            Plane coverage = plane.Copy();
            foreach (ref float value in coverage.Values)
            {
                value = value > 0 ? 1 : 0;
            }

            return coverage;
        }
    }

    /// <summary>An upright stroke in the middle of the picture that ends on the line, or so far above it.</summary>
    private sealed record Stroke(int Height)
    {
        public int Thickness { get; init; } = 3;

        public float Ink { get; init; } = 100;

        public double Lean { get; init; }

        public double Bow { get; init; }

        public double Fading { get; init; }

        public int Above { get; init; }

        public void Draw(Plane plane)
        {
            int foot = 89 - Above;
            for (int i = 0; i < Height; i++)
            {
                double up = (double)i / Height;
                int left = 80 + (int)Math.Round((Lean * up) + (Bow * Math.Sin(Math.PI * up)));
                plane.Row(foot - 1 - i).Slice(left, Thickness).Fill((float)(Ink * (1 - (Fading * up))));
            }
        }
    }
}
