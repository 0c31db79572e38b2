using System.Buffers;
using System.Numerics.Tensors;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Emnist.Recognition.OnnxRuntime;

/// <summary>How images lie in a model's input.</summary>
internal sealed class ModelInput
{
    private const int Side = CharacterNormalizer.Size;
    private const int Length = Side * Side;

    /// <summary>Sides of images that a character can be made of, or made into.</summary>
    private const int MinSide = 8;
    private const int MaxSide = 1024;

    /// <summary>Values of a batch whose size the model fixes.</summary>
    private const int MaxValues = 1 << 26;

    /// <summary>Images of a run where the model takes any number, and their values: what a GPU is filled by, and memory holds.</summary>
    private const int MostImages = 64;
    private const int MostValues = 1 << 20;

    private readonly TensorElementType _type;
    private readonly long[] _sample;
    private readonly bool _isBatch;
    private readonly int _side;
    private readonly int _channels;
    private readonly bool _isChannelsLast;
    private readonly SquareResampling? _resampling;

    private ModelInput(string name, TensorElementType type, int? batch, int[] sizes, int side, bool isBatch)
    {
        Name = name;
        BatchSize = batch;
        _type = type;
        _isBatch = isBatch;
        _sample = [.. sizes.Select(static size => (long)size)];
        _side = side;
        _channels = sizes.Length == 3 && sizes.Contains(3) ? 3 : 1;
        _isChannelsLast = _channels == 3 && sizes[^1] == 3;
        _resampling = side == Side ? null : new SquareResampling(Side, side);
    }

    public string Name { get; }

    /// <summary>The images of a run, where the model fixes them.</summary>
    public int? BatchSize { get; private set; }

    /// <summary>The images of a run at most, where the model takes any number.</summary>
    public int MaxBatch => Math.Clamp(MostValues / SampleLength, 1, MostImages);

    /// <summary>Whether the model takes whole numbers.</summary>
    public bool IsWhole => TensorValues.IsWhole(_type);

    /// <summary>What 1 becomes: 255 where the model takes bytes, or divides by it.</summary>
    public float Scale { get; set; } = 1;

    private int SampleLength => _side * _side * _channels;

    /// <summary>What the input of a model may be, likelier first: open sizes leave more than one.</summary>
    /// <exception cref="ModelFormatException">It is nothing that takes characters.</exception>
    public static IReadOnlyList<ModelInput> Find(InferenceSession session)
    {
        if (session.InputNames is not [var name])
        {
            throw new ModelFormatException(
                $"The model has the inputs {string.Join(", ", session.InputNames.Select(static input => $"'{input}'"))}: "
                + "characters come by a single one. Export it with one input, and the others as constants.");
        }

        NodeMetadata metadata = session.InputMetadata[name];
        if (!metadata.IsTensor || !(TensorValues.IsReal(metadata.ElementDataType) || TensorValues.IsWhole(metadata.ElementDataType)))
        {
            throw new ModelFormatException(
                $"The input '{name}' is of {(metadata.IsTensor ? metadata.ElementDataType : metadata.OnnxValueType)}: "
                + "characters are tensors of floats, bytes or whole numbers of 32 or 64 bits.");
        }

        int[] sizes = metadata.Dimensions;
        ModelInput[] found = [.. Layouts(name, metadata.ElementDataType, sizes)];
        return found.Length > 0
            ? found
            : throw new ModelFormatException(
                $"The input '{name}' of {Describe(sizes)} takes no character: that is an image of one or three channels, as wide as high, "
                + $"with a side of {MinSide} to {MaxSide}, or a vector of as many values.");
    }

    /// <summary>Has the model run with one image at a time.</summary>
    public void TakeSingly() => BatchSize = 1;

    /// <summary>Makes the input of a run.</summary>
    /// <param name="images">[count, 28, 28].</param>
    /// <param name="count">The images: not more than <see cref="BatchSize"/>.</param>
    public OrtValue Create(ReadOnlySpan<float> images, int count)
    {
        int batch = BatchSize ?? count;
        long[] shape = _isBatch ? [batch, .. _sample] : _sample;
        if (_resampling is null && _channels == 1 && Scale == 1)
        {
            return TensorValues.Create(images[..(count * Length)], _type, shape);
        }

        float[] values = ArrayPool<float>.Shared.Rent(count * SampleLength);
        try
        {
            for (int i = 0; i < count; i++)
            {
                Write(images.Slice(i * Length, Length), values.AsSpan(i * SampleLength, SampleLength));
            }

            return TensorValues.Create(values.AsSpan(0, count * SampleLength), _type, shape);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(values);
        }
    }

    private void Write(ReadOnlySpan<float> image, Span<float> sample)
    {
        int pixels = _side * _side;
        Span<float> plane = sample[^pixels..];
        if (_resampling is null)
        {
            image.CopyTo(plane);
        }
        else
        {
            _resampling.Resample(image, plane);
        }

        TensorPrimitives.Multiply(plane, Scale, plane);
        if (_isChannelsLast)
        {
            // From the first pixel on: the last third, where the plane lies, is overwritten after it was read.
            for (int i = 0; i < pixels; i++)
            {
                sample.Slice(i * _channels, _channels).Fill(plane[i]);
            }
        }
        else
        {
            for (int channel = 0; channel < _channels - 1; channel++)
            {
                plane.CopyTo(sample[(channel * pixels)..]);
            }
        }
    }

    private static IEnumerable<ModelInput> Layouts(string name, TensorElementType type, int[] sizes)
    {
        // The rank itself is open.
        if (sizes.Length == 0)
        {
            return ((int[][])[[-1, -1], [-1, 1, -1, -1], [-1, -1, -1, 1], [-1, -1, -1]]).SelectMany(open => Layouts(name, type, open));
        }

        int? batch = sizes[0] < 0 ? null : sizes[0];
        IEnumerable<ModelInput> batches = Samples(sizes[1..])
            .Select(sample => new ModelInput(name, type, batch, sample.Sizes, sample.Side, isBatch: true))
            .Where(input => batch != 0 && (long)(batch ?? 1) * input.SampleLength <= MaxValues);

        // An open size before the others is that of a batch.
        IEnumerable<ModelInput> single = (sizes.Contains(-1) ? [] : Samples(sizes))
            .Select(sample => new ModelInput(name, type, 1, sample.Sizes, sample.Side, isBatch: false));
        return sizes is [var height, var width] && height == width && height > 0 ? single : batches.Concat(single);
    }

    /// <summary>What one image may be, where sizes are left open.</summary>
    private static IEnumerable<(int[] Sizes, int Side)> Samples(int[] sizes)
    {
        switch (sizes)
        {
            case [var length] when VectorSide(length) is { } side:
                yield return ([side * side], side);
                break;
            case [1, var length] when VectorSide(length) is { } side:
                yield return ([1, side * side], side);
                break;
            case [var length, 1] when VectorSide(length) is { } side:
                yield return ([side * side, 1], side);
                break;
            case [var height, var width] when ImageSide(height, width) is { } side:
                yield return ([side, side], side);
                break;
            case [var first, var second, var third]:
                foreach (int channels in (int[])[1, 3])
                {
                    if ((first < 0 || first == channels) && ImageSide(second, third) is { } side)
                    {
                        yield return ([channels, side, side], side);
                    }

                    if ((third < 0 || third == channels) && ImageSide(first, second) is { } other)
                    {
                        yield return ([other, other, channels], other);
                    }
                }

                break;
        }
    }

    private static int? VectorSide(int length)
    {
        int side = length < 0 ? Side : (int)Math.Sqrt(length);
        return (length < 0 || side * side == length) && side is >= MinSide and <= MaxSide ? side : null;
    }

    private static int? ImageSide(int height, int width) => (height, width) switch
    {
        ( < 0, < 0) => Side,
        ( < 0, >= MinSide and <= MaxSide) => width,
        ( >= MinSide and <= MaxSide, < 0) => height,
        ( >= MinSide and <= MaxSide, _) when height == width => height,
        _ => null,
    };

    private static string Describe(int[] sizes) => $"[{string.Join(", ", sizes.Select(static size => size < 0 ? "any" : $"{size}"))}]";
}
