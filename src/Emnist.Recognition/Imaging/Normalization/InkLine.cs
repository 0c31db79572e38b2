namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>The straight line along some ink: its middle and direction by the first and second moments, and where the ink lies along it.</summary>
/// <param name="X">The column of the middle.</param>
/// <param name="Y">The row of the middle.</param>
/// <param name="Across">The columns to a step along the line.</param>
/// <param name="Down">The rows to a step along it, which is a pixel long.</param>
/// <param name="Thickness">How thick ink is that spreads so far across, in pixels.</param>
/// <param name="Slenderness">The deviation across to the one along.</param>
/// <param name="From">The first place along it, from the middle.</param>
/// <param name="To">The last one.</param>
internal readonly record struct InkLine(
    double X, double Y, double Across, double Down, double Thickness, double Slenderness, double From, double To)
{
    /// <summary>A place along the line and, turned clockwise from that, aside of it.</summary>
    public (double X, double Y) PlaceOf(double along, double aside) =>
        (X + (along * Across) - (aside * Down), Y + (along * Down) + (aside * Across));

    /// <summary>The places along the line between which it is within a picture.</summary>
    public (double From, double To) Within(int width, int height)
    {
        (double from, double to) = (double.NegativeInfinity, double.PositiveInfinity);
        Limit(X, Across, width - 1, ref from, ref to);
        Limit(Y, Down, height - 1, ref from, ref to);
        return (from, to);
    }

    private static void Limit(double middle, double step, double last, ref double from, ref double to)
    {
        if (step == 0)
        {
            return;
        }

        (double a, double b) = (-middle / step, (last - middle) / step);
        (from, to) = (Math.Max(from, Math.Min(a, b)), Math.Min(to, Math.Max(a, b)));
    }
}
