namespace Emnist.Recognition.Reading.Forms;

/// <summary>Boxes of a form that stand side by side and are alike.</summary>
/// <param name="Boxes">From the left, at least one.</param>
/// <param name="IsClosed">Whether they have walls all round; else they are a comb, or open at one side.</param>
internal sealed record BoxRow(IReadOnlyList<FormBox> Boxes, bool IsClosed)
{
    /// <summary>Boxes whose middles are nearer than this part of their mean heights lie over each other.</summary>
    private const double OverlapPart = 0.8;

    /// <summary>
    /// How far the boxes' widths, and for open ones the lengths of their walls, are from alike: 0 where they are all the same.
    /// </summary>
    public double Spread { get; init; }

    /// <summary>Whether a box of one row lies over one of another.</summary>
    public bool Overlaps(BoxRow other) => Boxes.Any(a => other.Boxes.Any(b =>
        Math.Abs(a.Center.X - b.Center.X) < (a.Width + b.Width) / 2
        && Math.Abs(a.Center.Y - b.Center.Y) < OverlapPart * (a.Height + b.Height) / 2));
}
