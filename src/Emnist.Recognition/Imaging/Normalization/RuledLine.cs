namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>A straight line from the left edge of a picture to the right.</summary>
/// <param name="Middle">Its row at the picture's middle column.</param>
/// <param name="Slope">Rows down to a column to the right.</param>
/// <param name="Thickness">Its rows, where no ink crosses it.</param>
internal readonly record struct RuledLine(double Middle, double Slope, int Thickness)
{
    public int RowAt(int x, int width) => (int)Math.Round(Middle + (Slope * (x - (width / 2.0))));
}
