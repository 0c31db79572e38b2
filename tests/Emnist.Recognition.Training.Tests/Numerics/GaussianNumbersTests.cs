using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training.Numerics;

namespace Emnist.Recognition.Training.Tests.Numerics;

public class GaussianNumbersTests
{
    [Fact]
    public void Numbers_are_Box_and_Mullers_of_the_drawn_bits()
    {
        var random = new SplitMix64(9);
        var same = random;
        float[] numbers = new float[80_000];
        GaussianNumbers.Fill(ref random, 2, numbers);

        for (int i = 0; i < numbers.Length; i += 8)
        {
            for (int lane = 0; lane < 4; lane++)
            {
                ulong bits = same.Next();
                double radius = 2 * Math.Sqrt(-2 * Math.Log(((bits >> 40) + 1) / 16777216.0));
                double angle = ((int)bits >> 10) * (Math.PI / 4 / (1 << 21));
                double sin = radius * Math.Sin(angle);
                double cos = radius * Math.Cos(angle) * ((bits & 1) == 0 ? 1 : -1);
                (double first, double second) = (bits & 2) == 0 ? (cos, sin) : (sin, cos);
                Assert.Equal(first, numbers[i + lane], 4e-6);
                Assert.Equal(second, numbers[i + lane + 4], 4e-6);
            }
        }

        Assert.Equal(same.Next(), random.Next());
    }

    /// <summary>The moments of a normal number; tolerances are five standard errors of 800,000 draws.</summary>
    [Fact]
    public void Numbers_are_normal_and_the_two_of_a_pair_do_not_hang_together()
    {
        var random = new SplitMix64(10);
        float[] numbers = new float[800_000];
        GaussianNumbers.Fill(ref random, 1, numbers);

        Assert.Equal(0, numbers.Average(z => (double)z), 0.0056);
        Assert.Equal(1, numbers.Average(z => (double)z * z), 0.008);
        Assert.Equal(3, numbers.Average(z => Math.Pow(z, 4)), 0.055);
        Assert.Equal(0.682689, numbers.Count(z => Math.Abs(z) < 1) / 800_000.0, 0.0026);
        Assert.Equal(0.954500, numbers.Count(z => Math.Abs(z) < 2) / 800_000.0, 0.0012);
        double together = Enumerable.Range(0, numbers.Length).Where(i => i % 8 < 4).Average(i => (double)numbers[i] * numbers[i + 4]);
        Assert.Equal(0, together, 0.008);
    }
}
