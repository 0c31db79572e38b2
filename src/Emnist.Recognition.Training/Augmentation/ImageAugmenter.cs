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
    private readonly Augmentation _augmentation;
    private readonly ulong _seed;
    private readonly int _width;
    private readonly int _height;
    private readonly int _stride;
    private readonly ImageWarp _warp;
    private readonly RedrawnImage? _redrawn;
    private readonly RedrawnOriginal? _original;

    /// <summary>[1 + height + 1, stride], outside the image 0.</summary>
    private readonly float[] _result;
    private readonly float[] _dilated;
    private readonly float[] _scratch;
    private readonly byte[] _rounded;

    /// <param name="augmentation">The changes.</param>
    /// <param name="width">Pixels across of an image.</param>
    /// <param name="height">Pixels down of an image.</param>
    /// <param name="seed">The training's seed.</param>
    /// <param name="originalSize">The size of images' originals, where some have one.</param>
    public ImageAugmenter(Augmentation augmentation, int width, int height, int seed, ImageSize? originalSize = null)
    {
        _augmentation = augmentation;
        _seed = SplitMix64.At((uint)seed, 0);
        _width = width;
        _height = height;
        _warp = new ImageWarp(augmentation, new ImageSize { Width = width, Height = height });
        _redrawn = augmentation.Redrawing > 0 ? new RedrawnImage(augmentation.Framing) : null;
        _original = augmentation.Originals > 0 && originalSize is { } size ? new RedrawnOriginal(augmentation, size) : null;
        _stride = _warp.Stride;
        _result = new float[(height + 2) * _stride];
        _dilated = new float[_result.Length];
        _scratch = new float[WholeBlocks(_result.Length)];
        _rounded = new byte[height * _stride];
    }

    /// <summary>Changes an image.</summary>
    /// <param name="image">[height, width], 0 to 255.</param>
    /// <param name="number">The image's number in the training; the change depends on it and on the seed alone.</param>
    /// <param name="destination">Written: as many values.</param>
    public void Apply(ReadOnlySpan<byte> image, ulong number, Span<byte> destination) => Apply(image, [], number, destination);

    /// <summary>Changes an image, or its original, whose lines the change then meets before the image was made small.</summary>
    /// <param name="image">[height, width], 0 to 255.</param>
    /// <param name="original">What the image was made of, of the size that was told; empty where there is none.</param>
    /// <param name="number">The image's number in the training; the change depends on it and on the seed alone.</param>
    /// <param name="destination">Written: as many values as the image has.</param>
    public void Apply(ReadOnlySpan<byte> image, ReadOnlySpan<byte> original, ulong number, Span<byte> destination)
    {
        var random = new SplitMix64(SplitMix64.At(_seed, number));
        if (_original is not null && !original.IsEmpty && random.NextDouble() < _augmentation.Originals
            && _original.TryRedraw(original, ref random, destination))
        {
            return;
        }

        Change(Redraw(image, ref random), ref random, destination);
    }

    /// <summary>Changes an image that is of the normaliser's making, and so is never drawn anew.</summary>
    /// <param name="image">[height, width], 0 to 255; it may be the destination.</param>
    /// <param name="random">Decides the change.</param>
    /// <param name="destination">Written: as many values.</param>
    public void Change(ReadOnlySpan<byte> image, ref SplitMix64 random, Span<byte> destination)
    {
        _warp.Apply(image, 1, ref random, _result.AsSpan(_stride));
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

    private static int WholeBlocks(int count) =>
        (count + GaussianNumbers.BlockSize - 1) / GaussianNumbers.BlockSize * GaussianNumbers.BlockSize;

    private static float Between(ref SplitMix64 random, float max) => max * (float)((2 * random.NextDouble()) - 1);
}
