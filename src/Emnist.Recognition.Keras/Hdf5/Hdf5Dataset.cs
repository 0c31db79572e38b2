using System.Globalization;
using PureHDF;

namespace Emnist.Recognition.Keras.Hdf5;

/// <summary>Numbers in a file.</summary>
internal static class Hdf5Dataset
{
    private const int MaxChunks = 1 << 16;
    private const int SmallChunk = 1 << 12;
    private const int MaxPadding = 16;

    /// <summary>Reads floats of 16, 32 or 64 bits; of whole numbers comes an empty tensor.</summary>
    public static Tensor Read(IH5Dataset dataset, string place, Hdf5Budget budget) => Hdf5File.Guard($"'{place}'", () =>
    {
        long count = dataset.Space.Type == H5DataspaceType.Null ? 0 : Sizes.Product(dataset.Space.Dimensions);
        int size = dataset.Type.Size;
        if (dataset.Type.Class == H5DataTypeClass.FixedPoint && size is 4 or 8)
        {
            // What a layer counts with, no weights: the state of random numbers, the images that a normalization saw.
            return new Tensor(place, [0], []);
        }

        if (dataset.Type.Class != H5DataTypeClass.FloatingPoint || size is not (2 or 4 or 8))
        {
            throw Fault.Unreadable(
                $"'{place}' holds {dataset.Type.Class} of {size} bytes instead of floats of 16, 32 or 64 bits",
                "Save the model with float32 weights; quantized ones are not read.");
        }

        budget.Take(place, Sizes.Product([(ulong)count, (ulong)Math.Max(size, sizeof(float))]));
        CheckLayout(dataset, place, count * size);
        float[] values = size switch
        {
            2 => Array.ConvertAll(dataset.Read<Half[]>(), static value => (float)value),
            4 => dataset.Read<float[]>(),
            _ => Array.ConvertAll(dataset.Read<double[]>(), static value => (float)value),
        };
        if (!values.All(float.IsFinite))
        {
            throw Fault.Damaged($"'{place}' holds a number that is not finite: its training diverged, or the file is damaged");
        }

        return new Tensor(place, [.. dataset.Space.Dimensions.Select(static side => (int)side)], values);
    });

    private static void CheckLayout(IH5Dataset dataset, string place, long bytes)
    {
        switch (dataset.Layout.Class)
        {
            case H5DataLayoutClass.Compact or H5DataLayoutClass.Contiguous:
                break;
            case H5DataLayoutClass.Chunked:
                ulong[] sides = [.. dataset.Layout.Chunks.Select(static side => Math.Max(1, side))];
                long chunk = Sizes.Product([.. sides, (ulong)dataset.Type.Size]);
                long chunks = Sizes.Product([.. dataset.Space.Dimensions.Zip(sides, static (all, one) => ((all - 1) / one) + 1)]);
                if (chunk > (2 * bytes) + SmallChunk || chunks > MaxChunks
                    || Sizes.Product([(ulong)chunk, (ulong)chunks]) > (MaxPadding * bytes) + SmallChunk)
                {
                    throw Fault.Damaged(string.Create(
                        CultureInfo.InvariantCulture, $"'{place}' is divided into {chunks} chunks of {chunk} bytes, which makes no sense"));
                }

                break;
            default:
                throw Fault.Unreadable($"'{place}' lies in other files ({dataset.Layout.Class})", "Save the model as one file.");
        }
    }
}
