using System.Numerics.Tensors;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training;

/// <summary>Applies an <see cref="Augmentation"/>. One thread uses it; an image depends on nothing but its number.</summary>
internal sealed class ImageAugmenter
{
    /// <summary>Points of the elastic grid in each direction.</summary>
    private const int GridPoints = 5;

    private readonly Augmentation _augmentation;
    private readonly ulong _seed;
    private readonly int _width;
    private readonly int _height;

    /// <summary>The image with a border of one pixel, which all that is outside comes from.</summary>
    private readonly float[] _source;
    private readonly float[] _result;
    private readonly float[] _spread;
    private readonly float[] _displacementX = new float[GridPoints * GridPoints];
    private readonly float[] _displacementY = new float[GridPoints * GridPoints];

    public ImageAugmenter(Augmentation augmentation, int width, int height, int seed)
    {
        _augmentation = augmentation;
        _seed = SplitMix64.At((uint)seed, 0);
        _width = width;
        _height = height;
        _source = new float[(width + 2) * (height + 2)];
        _result = new float[width * height];
        _spread = new float[width * height];
    }

    /// <summary>Changes an image.</summary>
    /// <param name="image">[height, width], 0 to 255.</param>
    /// <param name="number">The image's number in the training; the change depends on it and on the seed alone.</param>
    /// <param name="destination">Written: as many values.</param>
    public void Apply(ReadOnlySpan<byte> image, ulong number, Span<byte> destination)
    {
        var random = new SplitMix64(SplitMix64.At(_seed, number));
        for (int y = 0; y < _height; y++)
        {
            TensorPrimitives.ConvertTruncating<byte, float>(
                image.Slice(y * _width, _width), _source.AsSpan(((y + 1) * (_width + 2)) + 1, _width));
        }

        Sample(ref random);
        ChangeThickness(Between(ref random, _augmentation.StrokeThickness));
        for (int i = 0; i < destination.Length; i++)
        {
            float noise = _augmentation.Noise == 0 ? 0 : 255 * _augmentation.Noise * Gaussian(ref random);
            destination[i] = (byte)Math.Clamp(_result[i] + noise + 0.5f, 0, 255);
        }
    }

    /// <summary>Fills the result with the image under a random map.</summary>
    private void Sample(ref SplitMix64 random)
    {
        (float xx, float xy, float yx, float yy) = InverseMap(ref random);
        float middleX = (_width - 1) / 2f;
        float middleY = (_height - 1) / 2f;
        float shiftX = middleX + (Between(ref random, _augmentation.Shift) * _width);
        float shiftY = middleY + (Between(ref random, _augmentation.Shift) * _height);
        DrawDisplacements(ref random);
        float gridX = (GridPoints - 1f) / _width;
        float gridY = (GridPoints - 1f) / _height;
        for (int y = 0; y < _height; y++)
        {
            float v = y - middleY;
            for (int x = 0; x < _width; x++)
            {
                float u = x - middleX;
                (float dx, float dy) = DisplacementAt((x + 0.5f) * gridX, (y + 0.5f) * gridY);
                _result[(y * _width) + x] = SampleAt((xx * u) + (xy * v) + shiftX + dx, (yx * u) + (yy * v) + shiftY + dy);
            }
        }
    }

    /// <summary>From a place in the result, seen from its middle, to the one in the image: the map's linear part.</summary>
    private (float XX, float XY, float YX, float YY) InverseMap(ref SplitMix64 random)
    {
        float angle = Between(ref random, _augmentation.RotationDegrees) * (MathF.PI / 180);
        float shear = MathF.Tan(Between(ref random, _augmentation.ShearDegrees) * (MathF.PI / 180));
        float zoomX = 1 / (1 + Between(ref random, _augmentation.Zoom));
        float zoomY = 1 / (1 + Between(ref random, _augmentation.Zoom));
        (float sin, float cos) = MathF.SinCos(angle);
        return (zoomX * (cos + (shear * sin)), zoomX * (sin - (shear * cos)), -zoomY * sin, zoomY * cos);
    }

    private void DrawDisplacements(ref SplitMix64 random)
    {
        if (_augmentation.ElasticDistortion > 0)
        {
            for (int i = 0; i < _displacementX.Length; i++)
            {
                _displacementX[i] = _augmentation.ElasticDistortion * Gaussian(ref random);
                _displacementY[i] = _augmentation.ElasticDistortion * Gaussian(ref random);
            }
        }
    }

    /// <summary>The displacement between the grid's points, bilinearly.</summary>
    private (float X, float Y) DisplacementAt(float x, float y)
    {
        if (_augmentation.ElasticDistortion == 0)
        {
            return (0, 0);
        }

        int column = (int)x;
        int row = (int)y;
        float u = x - column;
        float v = y - row;
        int i = (row * GridPoints) + column;
        return (Mix(_displacementX, i, u, v), Mix(_displacementY, i, u, v));
    }

    private static float Mix(float[] values, int i, float u, float v)
    {
        float top = values[i] + (u * (values[i + 1] - values[i]));
        float bottom = values[i + GridPoints] + (u * (values[i + GridPoints + 1] - values[i + GridPoints]));
        return top + (v * (bottom - top));
    }

    private float SampleAt(float x, float y)
    {
        x = Math.Clamp(x, -1, _width - 0.001f) + 1;
        y = Math.Clamp(y, -1, _height - 0.001f) + 1;
        int column = (int)x;
        int row = (int)y;
        float u = x - column;
        float v = y - row;
        int stride = _width + 2;
        int i = (row * stride) + column;
        float top = _source[i] + (u * (_source[i + 1] - _source[i]));
        float bottom = _source[i + stride] + (u * (_source[i + stride + 1] - _source[i + stride]));
        return top + (v * (bottom - top));
    }

    /// <summary>Mixes the result with its dilation or erosion by 3 x 3.</summary>
    private void ChangeThickness(float amount)
    {
        if (amount == 0)
        {
            return;
        }

        Spread(_result, _spread, 1, amount > 0);
        Spread(_spread, _source, _width, amount > 0);
        ReadOnlySpan<float> spread = _source.AsSpan(0, _result.Length);
        TensorPrimitives.Lerp(_result, spread, Math.Abs(amount), _result);
        Array.Clear(_source);
    }

    /// <summary>The largest or smallest of three neighbours along a direction; across the rows' ends, which are empty.</summary>
    private static void Spread(ReadOnlySpan<float> from, Span<float> to, int step, bool largest)
    {
        to = to[..from.Length];
        from.CopyTo(to);
        int count = from.Length - step;
        if (largest)
        {
            TensorPrimitives.Max(to[..count], from[step..], to[..count]);
            TensorPrimitives.Max(to[step..], from[..count], to[step..]);
        }
        else
        {
            TensorPrimitives.Min(to[..count], from[step..], to[..count]);
            TensorPrimitives.Min(to[step..], from[..count], to[step..]);
        }
    }

    private static float Between(ref SplitMix64 random, float most) => most * (float)((2 * random.NextDouble()) - 1);

    /// <summary>A normal number (Box and Muller 1958).</summary>
    private static float Gaussian(ref SplitMix64 random)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        return (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble()));
    }
}
