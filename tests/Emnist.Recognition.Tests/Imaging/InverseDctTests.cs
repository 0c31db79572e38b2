using Emnist.Recognition.Imaging.Codecs.Jpeg;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>The inverse cosine transform against its definition (T.81, A.3.3), and its two ways against each other.</summary>
public sealed class InverseDctTests
{
    [Theory]
    [InlineData(64, 30)]
    [InlineData(64, 300)]
    [InlineData(6, 1_000)]
    [InlineData(1, 1_000)]
    public void Samples_are_those_of_the_definition_within_a_level(int filled, int largest)
    {
        Random random = new(filled + largest);
        for (int i = 0; i < 200; i++)
        {
            int[] block = RandomBlock(random, filled, largest);
            byte[] samples = Scalar(block);

            for (int y = 0; y < 8; y++)
            {
                for (int x = 0; x < 8; x++)
                {
                    Assert.InRange(samples[(8 * y) + x] - Math.Clamp(Defined(block, x, y) + 128, 0, 255), -1.0, 1.0);
                }
            }
        }
    }

    [Theory]
    [InlineData(64, 300)]
    [InlineData(20, 2_000)]
    [InlineData(64, 100_000)]
    public void Vectors_give_the_same_samples(int filled, int largest)
    {
        Random random = new(filled + 7);
        for (int i = 0; i < 500; i++)
        {
            int[] block = RandomBlock(random, filled, largest);
            byte[] samples = new byte[64];
            InverseDctVectors.Transform(block, samples);

            Assert.Equal(Scalar(block), samples);
        }
    }

    private static int[] RandomBlock(Random random, int filled, int largest)
    {
        int[] block = new int[64];
        for (int i = 0; i < filled; i++)
        {
            block[random.Next(64)] = random.Next(-largest, largest + 1);
        }

        return block;
    }

    private static byte[] Scalar(int[] block)
    {
        byte[] samples = new byte[64];
        InverseDct.Transform([.. block], samples);
        return samples;
    }

    private static double Defined(int[] block, int x, int y)
    {
        double sum = 0;
        for (int v = 0; v < 8; v++)
        {
            for (int u = 0; u < 8; u++)
            {
                sum += Scale(u) * Scale(v) * block[(8 * v) + u]
                    * Math.Cos(((2 * x) + 1) * u * Math.PI / 16) * Math.Cos(((2 * y) + 1) * v * Math.PI / 16);
            }
        }

        return sum / 4;

        static double Scale(int k) => k == 0 ? Math.Sqrt(0.5) : 1;
    }
}
