namespace Emnist.Recognition.Keras;

internal static class IntegerSpans
{
    /// <summary>The product of numbers that are known to give no more than an int holds.</summary>
    public static int Product(this ReadOnlySpan<int> numbers)
    {
        int product = 1;
        foreach (int number in numbers)
        {
            product *= number;
        }

        return product;
    }
}
