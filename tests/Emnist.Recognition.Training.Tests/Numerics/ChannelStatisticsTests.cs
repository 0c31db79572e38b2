using Emnist.Recognition.Training.Numerics;

namespace Emnist.Recognition.Training.Tests.Numerics;

public class ChannelStatisticsTests
{
    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 7, 3)]
    [InlineData(1001, 13, 1000)]
    [InlineData(700, 32, -50)]
    public void Mean_and_deviation_keep_their_digits_far_from_zero(int rows, int channels, float centre)
    {
        float[] values = new float[rows * channels];
        var random = new Random(5);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = centre + (random.NextSingle() * (1 + (i % channels)));
        }

        double[] mean = new double[channels];
        double[] deviation = new double[channels];
        ChannelStatistics.MeanAndDeviation(values, mean, deviation);

        for (int c = 0; c < channels; c++)
        {
            double[] column = [.. Enumerable.Range(0, rows).Select(row => (double)values[(row * channels) + c])];
            double expected = column.Average();
            double squares = column.Sum(value => (value - expected) * (value - expected));
            Assert.Equal(expected, mean[c], 1e-6 * (1 + Math.Abs(expected)));
            Assert.Equal(squares, deviation[c], 1e-4 * (1 + squares));
        }
    }
}
