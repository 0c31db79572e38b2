namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// A straight line of a form or of the paper, nearly level, or nearly upright with rows for columns, in cells of a <see cref="LineMask"/>.
/// </summary>
/// <param name="Middle">Its row at the mask's middle column.</param>
/// <param name="Slope">Rows to a column.</param>
/// <param name="Center">The mask's middle column.</param>
/// <param name="Thickness">Its rows.</param>
/// <param name="From">The first column.</param>
/// <param name="To">The last one.</param>
internal readonly record struct FieldLine(float Middle, float Slope, float Center, short Thickness, short From, short To)
{
    /// <summary>Its columns.</summary>
    public int Length => To - From + 1;

    /// <summary>Its row in a column.</summary>
    public double At(double column) => Middle + (Slope * (column - Center));

    /// <summary>Whether a cell is in it, or as near to it as that.</summary>
    public bool Covers(int column, int row, double near) =>
        column >= From - near && column <= To + near && Math.Abs(row - At(column)) <= ((Thickness - 1) / 2.0) + near;

    /// <summary>
    /// The column in which a line of the other kind crosses it, or would if both went on: one step towards it, which is enough for lines
    /// that lean so little.
    /// </summary>
    public double Crossing(FieldLine other) => other.At(At(other.Middle));
}
