namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// A straight line that runs nearly along one axis of a picture: level ones are told by columns, upright ones by rows.
/// </summary>
/// <param name="Start">The first column, or row, that it is drawn in.</param>
/// <param name="End">The last one.</param>
/// <param name="Offset">Its row, or column, at place 0 of that axis.</param>
/// <param name="Slope">Rows, or columns, to a step along it.</param>
/// <param name="Thickness">How many rows, or columns, it takes up.</param>
internal readonly record struct TracedLine(double Start, double End, double Offset, double Slope, double Thickness)
{
    public double Length => End - Start + 1;

    /// <summary>Its row, or column, at a place along it.</summary>
    public double At(double along) => Offset + (Slope * along);

    /// <summary>Its row, or column, in the middle of its length.</summary>
    public double Middle => At((Start + End) / 2);
}
