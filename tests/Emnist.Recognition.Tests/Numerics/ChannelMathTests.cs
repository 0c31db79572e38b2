using Emnist.Recognition.Numerics;
using Vector = System.Numerics.Vector<float>;

namespace Emnist.Recognition.Tests.Numerics;

public class ChannelMathTests
{
    private readonly Random _random = new(4);

    public static TheoryData<int> Channels => [1, Vector.Count - 1, Vector.Count, Vector.Count + 1, (3 * Vector.Count) + 2];

    [Theory]
    [MemberData(nameof(Channels))]
    public void Rows_equal_their_definitions_and_may_be_overwritten(int channels)
    {
        foreach (int rows in (int[])[0, 1, 3])
        {
            float[] left = Fill(rows * channels), right = Fill(rows * channels);
            float[] leftScale = Fill(channels), rightScale = Fill(channels), shift = Fill(channels);
            double[] scaled = [.. left.Select((x, i) => ((double)x * leftScale[i % channels]) + shift[i % channels])];
            double[] combined = [.. scaled.Select((x, i) => x + ((double)right[i] * rightScale[i % channels]))];

            float[] output = new float[left.Length + 1];
            ChannelMath.ScaleAndShift(left, leftScale, shift, output);
            Close.Equal(scaled, output.AsSpan(0, left.Length), 1e-6);
            Assert.Equal(0, output[^1]);

            ChannelMath.ScaleShiftAndRectify(left, leftScale, shift, output);
            Close.Equal([.. scaled.Select(x => Math.Max(x, 0))], output.AsSpan(0, left.Length), 1e-6);

            float[] copy = [.. left];
            ChannelMath.ScaleAndShift(copy, leftScale, shift, copy);
            Close.Equal(scaled, copy, 1e-6);

            ChannelMath.Combine(left, leftScale, right, rightScale, shift, right);
            Close.Equal(combined, right, 1e-6);
        }
    }

#if DEBUG
    /// <summary>The loops check lengths by assertions alone, which Release builds leave out.</summary>
    [Fact]
    public void A_short_or_shifted_output_fails_an_assertion()
    {
        float[] values = new float[64];
        float[] channels = new float[32];

        Exception exception = Assert.ThrowsAny<Exception>(
            () => ChannelMath.ScaleAndShift(values, channels, channels, values.AsSpan(0, 63)));
        Assert.Contains("output.Length >= input.Length", exception.Message, StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(() => ChannelMath.ScaleAndShift(values.AsSpan(0, 32), channels, channels, values.AsSpan(1)));
    }
#endif

    private float[] Fill(int length) => [.. Enumerable.Range(0, length).Select(_ => _random.NextSingle() - 0.5f)];
}
