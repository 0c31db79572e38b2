namespace Emnist.Recognition.Onnx.Reading;

/// <summary>
/// How far it is in a tensor from one value of a sample to the next one down, to the right, and of the next channel; 0 where they
/// are the same.
/// </summary>
internal readonly record struct AxisStrides(int Down, int Right, int Channel, ImageAxes Axes)
{
    /// <summary>Whether the tensor is the same for all pixels.</summary>
    public bool IsByChannel => Down == 0 && Right == 0;

    /// <summary>The number of places: one for each channel where that is all; else one for each value.</summary>
    public int Count => (IsByChannel ? 1 : Axes.Height.Size * Axes.Width.Size) * Axes.Channels.Size;

    public static AxisStrides Create(ImageAxes axes, Dictionary<Axis, int> strides) => new(
        strides.GetValueOrDefault(axes.Height), strides.GetValueOrDefault(axes.Width), strides.GetValueOrDefault(axes.Channels), axes);

    /// <summary>Where each value, in the library's order, lies in the tensor.</summary>
    public int[] ToPlaces()
    {
        int[] places = new int[Count];
        int width = IsByChannel ? 1 : Axes.Width.Size;
        int channels = Axes.Channels.Size;
        for (int i = 0; i < places.Length; i++)
        {
            (int pixel, int c) = Math.DivRem(i, channels);
            (int y, int x) = Math.DivRem(pixel, width);
            places[i] = (y * Down) + (x * Right) + (c * Channel);
        }

        return places;
    }
}
