using System.Numerics.Tensors;

namespace Emnist.Recognition.OnnxRuntime;

/// <summary>
/// Makes a square image larger or smaller as Pillow's <c>BILINEAR</c> and torchvision's <c>Resize</c> do: by a triangle of one pixel,
/// or, to make it smaller, of as many pixels as become one, so that none is left out.
/// </summary>
/// <param name="from">The side of the image.</param>
/// <param name="to">The side that it gets.</param>
internal sealed class SquareResampling(int from, int to)
{
    /// <summary>[to, from]: how much of each pixel of a row comes to a place; each row sums to 1.</summary>
    private readonly float[] _weights = Weights(from, to);

    /// <param name="image">[from, from].</param>
    /// <param name="destination">[to, to], written.</param>
    public void Resample(ReadOnlySpan<float> image, Span<float> destination)
    {
        // [to, from]: the transposed image whose columns have their size.
        float[] half = new float[to * from];
        for (int place = 0; place < to; place++)
        {
            for (int row = 0; row < from; row++)
            {
                half[(place * from) + row] = TensorPrimitives.Dot(Row(place), image.Slice(row * from, from));
            }
        }

        for (int y = 0; y < to; y++)
        {
            for (int x = 0; x < to; x++)
            {
                destination[(y * to) + x] = TensorPrimitives.Dot(Row(y), half.AsSpan(x * from, from));
            }
        }
    }

    private ReadOnlySpan<float> Row(int place) => _weights.AsSpan(place * from, from);

    private static float[] Weights(int from, int to)
    {
        float[] weights = new float[to * from];
        double scale = (double)from / to;
        double reach = Math.Max(1, scale);
        for (int place = 0; place < to; place++)
        {
            Span<float> row = weights.AsSpan(place * from, from);
            double centre = (place + 0.5) * scale;
            for (int pixel = 0; pixel < from; pixel++)
            {
                row[pixel] = (float)Math.Max(0, 1 - (Math.Abs(pixel + 0.5 - centre) / reach));
            }

            TensorPrimitives.Divide(row, TensorPrimitives.Sum<float>(row), row);
        }

        return weights;
    }
}
