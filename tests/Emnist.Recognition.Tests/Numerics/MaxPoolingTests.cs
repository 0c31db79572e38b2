using Emnist.Recognition.Numerics;
using Vector = System.Numerics.Vector<float>;

namespace Emnist.Recognition.Tests.Numerics;

public class MaxPoolingTests
{
    public static TheoryData<int> Channels => [1, Vector.Count - 1, Vector.Count, (2 * Vector.Count) + 3];

    // Few different values, so that most windows have several maxima, of which the first takes the gradient.
    [Theory]
    [MemberData(nameof(Channels))]
    public void Windows_of_four_are_those_of_any_size(int channels)
    {
        var random = new Random(channels);
        foreach ((int height, int width) in ((int, int)[])[(2, 2), (4, 6), (5, 7), (6, 3)])
        {
            var four = new PoolingGeometry(height, width, channels, height / 2, width / 2, 2, 2, 2, 2, 0, 0);
            Assert.True(four.IsOfFour);

            float[] input = [.. Enumerable.Range(0, four.InputLength).Select(_ => (float)random.Next(-1, 3))];
            float[] gradient = [.. Enumerable.Range(0, four.OutputLength).Select(_ => random.NextSingle() - 0.5f)];
            float[] output = new float[four.OutputLength];
            float[] inputGradient = new float[four.InputLength];
            Array.Fill(inputGradient, float.NaN);
            MaxPooling.Forward(four, input, output);
            MaxPooling.Backward(four, input, output, gradient, inputGradient);

            (float[] best, float[] expected) = Naive(four, input, gradient);
            Assert.Equal(best, output);
            Assert.Equal(expected, inputGradient);
        }
    }

    private static (float[] Output, float[] InputGradient) Naive(PoolingGeometry g, float[] input, float[] gradient)
    {
        (float[] output, float[] inputGradient) = (new float[g.OutputLength], new float[g.InputLength]);
        for (int i = 0; i < output.Length; i++)
        {
            (int pixel, int channel) = Math.DivRem(i, g.Channels);
            (int y, int x) = Math.DivRem(pixel, g.OutputWidth);
            int[] window =
            [
                .. from row in Enumerable.Range(2 * y, 2)
                   from column in Enumerable.Range(2 * x, 2)
                   select (((row * g.InputWidth) + column) * g.Channels) + channel,
            ];
            int first = window.MaxBy(place => input[place]);
            output[i] = input[first];
            inputGradient[first] = gradient[i];
        }

        return (output, inputGradient);
    }
}
