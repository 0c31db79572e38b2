using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Tests.Imaging.Planes;

internal static class TestPlanes
{
    public static Plane Make(int width, int height, Func<int, int, float> value)
    {
        Plane plane = new(width, height);
        for (int i = 0; i < plane.Values.Length; i++)
        {
            plane.Values[i] = value(i % width, i / width);
        }

        return plane;
    }
}
