namespace Emnist.Recognition.Imaging.Planes;

/// <summary>The median; of an even number of values, the lower of the two in the middle.</summary>
internal static class Median
{
    /// <param name="values">At least one value, in any order.</param>
    public static double Of(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered[(ordered.Length - 1) / 2];
    }
}
