using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training.Numerics;

namespace Emnist.Recognition.Training;

/// <summary>An image under the random affine map and elastic distortion of an <see cref="Augmentation"/>. One thread uses it.</summary>
internal sealed class ImageWarp
{
    /// <summary>Points of the elastic grid in each direction.</summary>
    private const int GridPoints = 5;

    /// <summary>Where the displacements down begin: their number in whole vectors.</summary>
    private const int DownStart = 28;

    private readonly Augmentation _augmentation;
    private readonly int _width;
    private readonly int _height;
    private readonly BilinearImage _source;

    /// <summary>[points, stride]: the part that each of the grid's columns has in a pixel's displacement.</summary>
    private readonly float[] _columnWeights;

    /// <summary>[points, points] across, and from <see cref="DownStart"/> on down; whole blocks of normal numbers.</summary>
    private readonly float[] _displacements = new float[2 * DownStart];
    private readonly float[] _displacementX;
    private readonly float[] _displacementY;

    public ImageWarp(Augmentation augmentation, ImageSize size)
    {
        _augmentation = augmentation;
        (_width, _height) = (size.Width, size.Height);
        _source = new BilinearImage(_width, _height);
        _displacementX = new float[Stride];
        _displacementY = new float[Stride];
        _columnWeights = new float[GridPoints * Stride];
        for (int i = 0; i < _columnWeights.Length; i++)
        {
            _columnWeights[i] = Math.Max(0, 1 - Math.Abs(GridPlace(i % Stride, _width) - (i / Stride)));
        }
    }

    /// <summary>Values in a row of the result.</summary>
    public int Stride => _source.Stride;

    /// <summary>Writes an image under a random map; outside the image it is 0.</summary>
    /// <param name="image">[height, width].</param>
    /// <param name="unit">The pixels that one of the elastic distortion's stands for.</param>
    /// <param name="random">Decides the map.</param>
    /// <param name="result">[height, stride].</param>
    public void Apply(ReadOnlySpan<byte> image, float unit, ref SplitMix64 random, Span<float> result)
    {
        _source.Load(image);
        (float xx, float xy, float yx, float yy) = InverseMap(ref random);
        float middleX = (_width - 1) / 2f;
        float middleY = (_height - 1) / 2f;
        float shiftX = middleX + (Between(ref random, _augmentation.Shift) * _width);
        float shiftY = middleY + (Between(ref random, _augmentation.Shift) * _height);
        bool elastic = _augmentation.ElasticDistortion > 0;
        if (elastic)
        {
            GaussianNumbers.Fill(ref random, _augmentation.ElasticDistortion * unit, _displacements);
        }

        for (int y = 0; y < _height; y++)
        {
            if (elastic)
            {
                DisplaceRow(GridPlace(y, _height));
            }

            float v = y - middleY;
            Span<float> row = result.Slice(y * Stride, Stride);
            _source.SampleLine(
                ((xy * v) + shiftX - (xx * middleX), (yy * v) + shiftY - (yx * middleX)), (xx, yx), _displacementX, _displacementY, row);
            row[_width..].Clear();
        }
    }

    /// <summary>
    /// From a place in the result, seen from its middle, to the one in the image: the map's linear part. It is the product
    /// <c>Z S R</c>, applied to columns (x, y) from right to left, with the rotation R = [cos sin; -sin cos], the slant
    /// S = [1 -tan; 0 1] and the zoom Z = [1/zx 0; 0 1/zy]: the inverse of zooming, then slanting, then rotating the image.
    /// </summary>
    private (float XX, float XY, float YX, float YY) InverseMap(ref SplitMix64 random)
    {
        float angle = Between(ref random, _augmentation.RotationDegrees) * (MathF.PI / 180);
        float shear = MathF.Tan(Between(ref random, _augmentation.ShearDegrees) * (MathF.PI / 180));
        float zoomX = 1 / (1 + Between(ref random, _augmentation.Zoom));
        float zoomY = 1 / (1 + Between(ref random, _augmentation.Zoom));
        (float sin, float cos) = MathF.SinCos(angle);
        return (zoomX * (cos + (shear * sin)), zoomX * (sin - (shear * cos)), -zoomY * sin, zoomY * cos);
    }

    /// <summary>The displacements of a row of pixels, bilinearly between the grid's points.</summary>
    private void DisplaceRow(float place)
    {
        int row = (int)place;
        float v = place - row;
        Span<float> x = stackalloc float[GridPoints];
        Span<float> y = stackalloc float[GridPoints];
        ReadOnlySpan<float> across = _displacements.AsSpan(row * GridPoints, 2 * GridPoints);
        ReadOnlySpan<float> down = _displacements.AsSpan(DownStart + (row * GridPoints), 2 * GridPoints);
        for (int i = 0; i < GridPoints; i++)
        {
            x[i] = across[i] + (v * (across[i + GridPoints] - across[i]));
            y[i] = down[i] + (v * (down[i + GridPoints] - down[i]));
        }

        ImagePlanes.Interpolate(_columnWeights, x, y, _displacementX, _displacementY);
    }

    /// <summary>A pixel's place on the elastic grid, which runs from 0 at the image's edge to its last point at the other.</summary>
    private static float GridPlace(int pixel, int size) => (pixel + 0.5f) * ((GridPoints - 1f) / size);

    private static float Between(ref SplitMix64 random, float max) => max * (float)((2 * random.NextDouble()) - 1);
}
