using System.Numerics.Tensors;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training.Numerics;

namespace Emnist.Recognition.Training;

/// <summary>Applies an <see cref="Augmentation"/>. One thread uses it.</summary>
/// <remarks>
/// An image depends on its number and the seed alone, whatever vectors the machine has. Only the few sines and tangents of
/// the affine map, and the exponentials of the normaliser's blur, come from the operating system, whose last bits may differ
/// from another's.
/// </remarks>
internal sealed class ImageAugmenter
{
    /// <summary>Points of the elastic grid in each direction.</summary>
    private const int GridPoints = 5;

    /// <summary>Where the displacements down begin: their number in whole vectors.</summary>
    private const int DownStart = 28;

    private readonly Augmentation _augmentation;
    private readonly ulong _seed;
    private readonly int _width;
    private readonly int _height;
    private readonly int _stride;
    private readonly BilinearImage _source;
    private readonly RedrawnImage? _redrawn;

    /// <summary>[1 + height + 1, stride], outside the image 0.</summary>
    private readonly float[] _result;
    private readonly float[] _dilated;
    private readonly float[] _scratch;
    private readonly byte[] _rounded;

    /// <summary>[points, stride]: the part that each of the grid's columns has in a pixel's displacement.</summary>
    private readonly float[] _columnWeights;

    /// <summary>[points, points] across, and from <see cref="DownStart"/> on down; whole blocks of normal numbers.</summary>
    private readonly float[] _displacements = new float[2 * DownStart];
    private readonly float[] _displacementX;
    private readonly float[] _displacementY;

    public ImageAugmenter(Augmentation augmentation, int width, int height, int seed)
    {
        _augmentation = augmentation;
        _seed = SplitMix64.At((uint)seed, 0);
        _width = width;
        _height = height;
        _source = new BilinearImage(width, height);
        _redrawn = augmentation.Redrawing > 0 ? new RedrawnImage(augmentation.Framing) : null;
        _stride = _source.Stride;
        _result = new float[(height + 2) * _stride];
        _dilated = new float[_result.Length];
        _scratch = new float[WholeBlocks(_result.Length)];
        _rounded = new byte[height * _stride];
        _displacementX = new float[_stride];
        _displacementY = new float[_stride];
        _columnWeights = new float[GridPoints * _stride];
        for (int i = 0; i < _columnWeights.Length; i++)
        {
            _columnWeights[i] = Math.Max(0, 1 - Math.Abs(GridPlace(i % _stride, width) - (i / _stride)));
        }
    }

    /// <summary>Changes an image.</summary>
    /// <param name="image">[height, width], 0 to 255.</param>
    /// <param name="number">The image's number in the training; the change depends on it and on the seed alone.</param>
    /// <param name="destination">Written: as many values.</param>
    public void Apply(ReadOnlySpan<byte> image, ulong number, Span<byte> destination)
    {
        var random = new SplitMix64(SplitMix64.At(_seed, number));
        _source.Load(Redraw(image, ref random));
        Sample(ref random);
        ChangeThickness(Between(ref random, _augmentation.StrokeThickness));
        AddNoise(ref random);
        ImagePlanes.ToBytes(_result.AsSpan(_stride, _rounded.Length), _rounded);
        for (int y = 0; y < _height; y++)
        {
            _rounded.AsSpan(y * _stride, _width).CopyTo(destination[(y * _width)..]);
        }
    }

    private ReadOnlySpan<byte> Redraw(ReadOnlySpan<byte> image, ref SplitMix64 random) =>
        _redrawn is null || random.NextDouble() >= _augmentation.Redrawing ? image : _redrawn.Redraw(image, ref random);

    /// <summary>Fills the result with the image under a random map.</summary>
    private void Sample(ref SplitMix64 random)
    {
        (float xx, float xy, float yx, float yy) = InverseMap(ref random);
        float middleX = (_width - 1) / 2f;
        float middleY = (_height - 1) / 2f;
        float shiftX = middleX + (Between(ref random, _augmentation.Shift) * _width);
        float shiftY = middleY + (Between(ref random, _augmentation.Shift) * _height);
        bool elastic = _augmentation.ElasticDistortion > 0;
        if (elastic)
        {
            GaussianNumbers.Fill(ref random, _augmentation.ElasticDistortion, _displacements);
        }

        for (int y = 0; y < _height; y++)
        {
            if (elastic)
            {
                DisplaceRow(GridPlace(y, _height));
            }

            float v = y - middleY;
            Span<float> row = _result.AsSpan((y + 1) * _stride, _stride);
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

    /// <summary>Mixes the result with its dilation or erosion by 3 x 3.</summary>
    private void ChangeThickness(float amount)
    {
        if (amount == 0)
        {
            return;
        }

        int start = _stride;
        int end = _result.Length - _stride;
        ImagePlanes.DilateOrErode(_result, _scratch, start, end, 1, amount > 0);
        _scratch.AsSpan(0, start).Clear();
        _scratch.AsSpan(end).Clear();
        ImagePlanes.DilateOrErode(_scratch, _dilated, start, end, _stride, amount > 0);
        ImagePlanes.Mix(_result.AsSpan(start, end - start), _dilated.AsSpan(start, end - start), Math.Abs(amount));
    }

    private void AddNoise(ref SplitMix64 random)
    {
        if (_augmentation.Noise > 0)
        {
            Span<float> noise = _scratch.AsSpan(0, WholeBlocks(_rounded.Length));
            GaussianNumbers.Fill(ref random, 255 * _augmentation.Noise, noise);
            Span<float> result = _result.AsSpan(_stride, _rounded.Length);
            TensorPrimitives.Add(result, noise[..result.Length], result);
        }
    }

    /// <summary>A pixel's place on the elastic grid, which runs from 0 at the image's edge to its last point at the other.</summary>
    private static float GridPlace(int pixel, int size) => (pixel + 0.5f) * ((GridPoints - 1f) / size);

    private static int WholeBlocks(int count) =>
        (count + GaussianNumbers.BlockSize - 1) / GaussianNumbers.BlockSize * GaussianNumbers.BlockSize;

    private static float Between(ref SplitMix64 random, float max) => max * (float)((2 * random.NextDouble()) - 1);
}
