using System.Numerics;
using System.Numerics.Tensors;
using Emnist.Recognition.Imaging.Planes;
using Plane = Emnist.Recognition.Imaging.Planes.Plane;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// The bare ground around each pixel, for light that no smooth surface follows: the edge of a shadow, a sheet on a
/// desk. It is the grey closing of dark ink, or the opening of light ink (the bottom-hat and the top-hat transform:
/// Serra, "Image Analysis and Mathematical Morphology", 1982), by a square wider than any stroke; edges between wide
/// areas stay where they are.
/// </summary>
internal sealed class LocalGround : IDisposable
{
    /// <summary>The square's side, as a part of the picture's longer one.</summary>
    private const double WindowPart = 0.2;

    private readonly bool _lightInk;
    private readonly Plane _upright;
    private readonly Plane _smooth;

    /// <param name="picture">Grey values.</param>
    /// <param name="lightInk">Whether ink is lighter than its ground.</param>
    public LocalGround(Plane picture, bool lightInk)
    {
        _lightInk = lightInk;
        _upright = Plane.Rent(picture.Width, picture.Height);
        if (lightInk)
        {
            TensorPrimitives.Subtract(255, picture.Values, _upright.Values);
        }
        else
        {
            picture.Values.CopyTo(_upright.Values);
        }

        _smooth = Smooth(_upright);
    }

    /// <summary>
    /// How far ink stands out from its ground, in parts of 255, as if the ground were white everywhere.
    /// </summary>
    /// <param name="picture">Grey values.</param>
    /// <param name="lightInk">Whether ink is lighter than its ground.</param>
    public static Plane Contrast(Plane picture, bool lightInk)
    {
        using LocalGround ground = new(picture, lightInk);
        return ground.Contrast(WindowPart);
    }

    /// <summary>How far ink stands out from the ground in a square around each pixel.</summary>
    /// <param name="windowPart">The square's side, as a part of the picture's longer one.</param>
    public Plane Contrast(double windowPart)
    {
        int reach = Math.Max(1, (int)(windowPart * Math.Max(_smooth.Width, _smooth.Height) / 2));
        using Plane ground = _smooth.Copy();
        GrayDilation.Dilate(ground, reach);
        GrayDilation.Erode(ground, reach);

        Plane contrast = Plane.Rent(ground.Width, ground.Height);
        TensorPrimitives.Subtract(ground.Values, _upright.Values, contrast.Values);
        if (!_lightInk)
        {
            // Light multiplies what paper and ink throw back, so that their ratio stays the same in a shadow; but the
            // ratio would bring out the grain of a dark desk as if it were ink. The root is between the two.
            TensorPrimitives.Clamp(ground.Values, 1, 255, ground.Values);
            TensorPrimitives.Divide(255, ground.Values, ground.Values);
            TensorPrimitives.Sqrt(ground.Values, ground.Values);
            TensorPrimitives.Multiply(contrast.Values, ground.Values, contrast.Values);
        }

        return contrast;
    }

    public void Dispose()
    {
        _upright.Dispose();
        _smooth.Dispose();
    }

    /// <summary>The mean filter of 3 x 3, without which a maximum would be that of the noise.</summary>
    public static Plane Smooth(Plane picture)
    {
        Plane smooth = Plane.Rent(picture.Width, picture.Height);
        using Plane sums = Plane.Rent(picture.Width, 1);
        Span<float> sum = sums.Values;
        int last = sum.Length - 1;
        for (int y = 0; y < picture.Height; y++)
        {
            TensorPrimitives.Add(picture.Row(Math.Max(0, y - 1)), picture.Row(y), sum);
            TensorPrimitives.Add(sum, picture.Row(Math.Min(picture.Height - 1, y + 1)), sum);
            Span<float> result = smooth.Row(y);
            int x = 1;
            for (; x <= last - Vector<float>.Count; x += Vector<float>.Count)
            {
                ((new Vector<float>(sum[(x - 1)..]) + new Vector<float>(sum[x..]) + new Vector<float>(sum[(x + 1)..])) / 9).CopyTo(result[x..]);
            }

            for (; x < last; x++)
            {
                result[x] = (sum[x - 1] + sum[x] + sum[x + 1]) / 9;
            }

            result[0] = (sum[0] + sum[0] + sum[Math.Min(1, last)]) / 9;
            result[last] = (sum[Math.Max(0, last - 1)] + sum[last] + sum[last]) / 9;
        }

        return smooth;
    }
}
