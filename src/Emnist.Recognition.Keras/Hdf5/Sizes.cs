namespace Emnist.Recognition.Keras.Hdf5;

/// <summary>Arithmetic on sizes that a file claims.</summary>
internal static class Sizes
{
    /// <summary>The product, or the largest number where it is larger.</summary>
    public static long Product(IReadOnlyList<ulong> sides)
    {
        UInt128 product = 1;
        foreach (ulong side in sides)
        {
            product = UInt128.Min(product * side, long.MaxValue);
        }

        return (long)product;
    }
}
