using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.MLNet.Data;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Training.Datasets;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Learning;

/// <summary>
/// The rows of a view, all of them in memory: a training reads them in another order each time. Floats that are all whole numbers
/// of 255ths, as normalised pictures are, are held as the bytes that they came of, which loses nothing.
/// </summary>
internal sealed class RowSamples
{
    private readonly TensorShape _shape;
    private readonly List<byte> _labels = [];
    private readonly List<byte[]> _bytes = [];
    private readonly List<float[]> _floats = [];

    private RowSamples(TensorShape shape) => _shape = shape;

    private bool AreFloats => _floats.Count > 0;

    /// <exception cref="InvalidOperationException">A row has no label, or a feature that is not finite; or there is no row.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static RowSamples Read(
        IDataView view, DataViewSchema.Column label, DataViewSchema.Column features, TensorShape shape, CancellationToken cancellationToken)
    {
        var samples = new RowSamples(shape);
        using DataViewRowCursor cursor = view.GetRowCursor([label, features]);
        Func<int> key = KeyReader.Of(cursor, label);
        Action add = ((VectorDataViewType)features.Type).ItemType.RawType == typeof(byte)
            ? samples.Adder<byte>(cursor, features, samples.Add)
            : samples.Adder<float>(cursor, features, row => samples.Add(row, features.Name));
        while (cursor.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            int index = key();
            if (index < 0)
            {
                throw new InvalidOperationException(
                    $"Column '{label.Name}' has a missing key in row {samples._labels.Count}: a label that was not there when keys were "
                    + "made. Take such rows out by FilterRowsByMissingValues.");
            }

            add();
            samples._labels.Add((byte)index);
        }

        return samples._labels.Count > 0
            ? samples
            : throw new InvalidOperationException($"There is no row to train on in columns '{features.Name}' and '{label.Name}'.");
    }

    /// <summary>The samples as the trainer takes them; the rows are given up.</summary>
    /// <param name="classNames">The names of the classes.</param>
    /// <param name="augments">Whether they will be changed at random, which images alone can be.</param>
    public ISampleSource ToSource(IReadOnlyList<string> classNames, bool augments)
    {
        byte[] labels = [.. _labels];
        if (AreFloats)
        {
            return new FloatRows(_shape, [.. _floats], labels, classNames);
        }

        ImageSize? size = _shape switch
        {
            { Rank: 3, Channels: 1 } => new ImageSize { Width = _shape.Width, Height = _shape.Height },
            { Rank: 1, Length: CharacterPixels.Count } => CharacterNormalizer.Size,
            { Rank: 1 } when !augments => new ImageSize { Width = _shape.Length, Height = 1 },
            _ => null,
        };
        if (size is null || (long)labels.Length * _shape.Length > Array.MaxLength)
        {
            return new ByteRows(_shape, [.. _bytes], labels, classNames);
        }

        byte[] pixels = new byte[labels.Length * _shape.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            _bytes[i].CopyTo(pixels, i * _shape.Length);
            _bytes[i] = [];
        }

        return new LabeledImages(size.Value, pixels, labels, classNames);
    }

    /// <summary>Number, size and memory, such as <c>2,400 rows of 784 bytes, 2 MiB in memory</c>.</summary>
    public override string ToString()
    {
        (string unit, int width) = AreFloats ? ("floats", sizeof(float)) : ("bytes", sizeof(byte));
        long mebibytes = (((long)_labels.Count * _shape.Length * width) + (1 << 20) - 1) >> 20;
        return string.Create(
            CultureInfo.InvariantCulture, $"{_labels.Count:N0} rows of {_shape.Length} {unit}, {mebibytes:N0} MiB in memory");
    }

    private Action Adder<T>(DataViewRow row, DataViewSchema.Column column, Action<T[]> add)
    {
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> buffer = default;
        return () =>
        {
            getter(ref buffer);
            T[] values = new T[_shape.Length];
            buffer.CopyTo(values);
            add(values);
        };
    }

    private void Add(byte[] row) => _bytes.Add(row);

    private void Add(float[] row, string column)
    {
        if (!float.IsFinite(TensorPrimitives.MaxMagnitude<float>(row)))
        {
            throw new InvalidOperationException(
                $"Column '{column}' has a value in row {_labels.Count} that is not finite: expected numbers. A row without a character "
                + "has none, and its Status tells why; take such rows out by FilterRowsByMissingValues.");
        }

        if (!AreFloats && AsBytes(row) is { } bytes)
        {
            _bytes.Add(bytes);
            return;
        }

        foreach (byte[] earlier in _bytes)
        {
            _floats.Add(ByteRows.ToFloats(earlier));
        }

        _bytes.Clear();
        _floats.Add(row);
    }

    /// <returns>Null where a value is not what a byte is to a network, to the bit.</returns>
    // Optimised at once: many of the rows of a first training would else come through the loop as it is before that.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static byte[]? AsBytes(float[] row)
    {
        byte[] bytes = new byte[row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            bytes[i] = (byte)Math.Clamp((row[i] * byte.MaxValue) + 0.5f, 0, byte.MaxValue);
            if (BitConverter.SingleToInt32Bits(bytes[i] * CharacterPixels.Level) != BitConverter.SingleToInt32Bits(row[i]))
            {
                return null;
            }
        }

        return bytes;
    }

    private sealed class FloatRows(TensorShape shape, float[][] values, byte[] labels, IReadOnlyList<string> classNames) : ISampleSource
    {
        public int Count => labels.Length;

        public TensorShape Shape => shape;

        public IReadOnlyList<string> ClassNames => classNames;

        public int GetLabel(int index) => labels[index];

        public void CopyTo(int index, Span<float> destination) => values[index].CopyTo(destination);
    }

    /// <summary>Bytes of another shape than a grey image's, or more than one array holds.</summary>
    private sealed class ByteRows(TensorShape shape, byte[][] values, byte[] labels, IReadOnlyList<string> classNames) : ISampleSource
    {
        public int Count => labels.Length;

        public TensorShape Shape => shape;

        public IReadOnlyList<string> ClassNames => classNames;

        public int GetLabel(int index) => labels[index];

        public void CopyTo(int index, Span<float> destination) => Scale(values[index], destination);

        public static float[] ToFloats(byte[] row)
        {
            float[] floats = new float[row.Length];
            Scale(row, floats);
            return floats;
        }

        private static void Scale(byte[] row, Span<float> destination)
        {
            for (int i = 0; i < row.Length; i++)
            {
                destination[i] = row[i] * CharacterPixels.Level;
            }
        }
    }
}
