using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Tests.Numerics;

public class SplitMix64Tests
{
    /// <summary>The first numbers of seed 1234567, which Vigna's splitmix64.c (public domain) gives.</summary>
    [Fact]
    public void The_generator_is_SplitMix64()
    {
        var random = new SplitMix64(1234567);

        Assert.Equal<ulong[]>(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            [random.Next(), random.Next(), random.Next(), random.Next(), random.Next()]);
    }

    [Fact]
    public void A_number_of_the_sequence_needs_none_before_it()
    {
        var random = new SplitMix64(42);
        for (ulong i = 0; i < 5; i++)
        {
            Assert.Equal(random.Next(), SplitMix64.At(42, i));
        }
    }
}
