using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Tests.Imaging.Planes;

public sealed class LineMeanTests
{
    [Theory]
    [InlineData(7, 20)]
    [InlineData(4, 20)]
    [InlineData(9, 3)]
    [InlineData(1, 5)]
    public void Each_pixel_is_the_mean_of_those_near_it_in_its_row(int length, int width)
    {
        var random = new Random(length);
        using Plane picture = new(width, 3);
        foreach (ref float value in picture.Values)
        {
            value = random.Next(100);
        }

        using Plane means = LineMean.Of(picture, length);
        for (int y = 0; y < 3; y++)
        {
            for (int x = 0; x < width; x++)
            {
                float[] near = picture.Row(y)[Math.Max(0, x - (length / 2))..Math.Min(width, x + (length / 2) + 1)].ToArray();
                Assert.Equal(near.Average(), means.Row(y)[x], 1e-4f);
            }
        }
    }
}
