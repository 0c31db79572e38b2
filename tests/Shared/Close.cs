namespace Emnist.Recognition.Tests;

/// <summary>Compares blocks of numbers, relative to the largest of them.</summary>
internal static class Close
{
    public static void Equal(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = 1e-6;
        foreach (double value in expected)
        {
            scale = Math.Max(scale, Math.Abs(value));
        }

        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance * scale))
            {
                Assert.Fail($"[{i}] expected {expected[i]:R}, got {actual[i]:R}; the largest is {scale:R}, the tolerance {tolerance:R} of it.");
            }
        }
    }
}
