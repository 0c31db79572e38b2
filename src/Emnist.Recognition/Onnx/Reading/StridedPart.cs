using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>Values of a tensor that lie equally far apart along each dimension: all of them, some, or in another order.</summary>
/// <param name="Sizes">How many there are along each dimension.</param>
/// <param name="First">The place of the first one in the tensor.</param>
/// <param name="Strides">How far it is to the next one along each dimension.</param>
internal sealed record StridedPart(int[] Sizes, int First, int[] Strides)
{
    public int Count => Sizes.Aggregate(1, static (product, size) => product * size);

    /// <summary>The whole tensor.</summary>
    public static StridedPart Of(TensorProto tensor)
    {
        int[] sizes = tensor.Dimensions.ToArray();
        int[] strides = new int[sizes.Length];
        for (int i = sizes.Length - 1, step = 1; i >= 0; step *= sizes[i--])
        {
            strides[i] = step;
        }

        return new StridedPart(sizes, 0, strides);
    }

    public StridedPart Transpose(int[] order) =>
        this with { Sizes = [.. order.Select(i => Sizes[i])], Strides = [.. order.Select(i => Strides[i])] };

    /// <summary>
    /// Along an axis, every so many values from one place on to before another, as ONNX's Slice has it: places below 0 count from the
    /// end, and those beyond the ends are the ends.
    /// </summary>
    /// <param name="axis">The axis.</param>
    /// <param name="start">The first place.</param>
    /// <param name="end">The place before which it stops.</param>
    /// <param name="step">From one place to the next, below 0 for backwards; not 0.</param>
    public StridedPart Slice(int axis, long start, long end, long step)
    {
        int size = Sizes[axis];
        step = Math.Clamp(step, -size - 1, size + 1);
        long from = step > 0 ? At(start, 0, size) : At(start, -1, size - 1);
        long to = step > 0 ? At(end, 0, size) : At(end, -1, size - 1);
        int count = (int)Math.Max(0, (to - from + step - Math.Sign(step)) / step);
        (int[] sizes, int[] strides) = ([.. Sizes], [.. Strides]);
        (sizes[axis], strides[axis]) = (count, (int)step * Strides[axis]);
        return new StridedPart(sizes, count > 0 ? First + ((int)from * Strides[axis]) : First, strides);

        long At(long place, int least, int most) => Math.Clamp(place < 0 ? place + size : place, least, most);
    }

    /// <summary>The values, of a tensor of floats or of whole numbers.</summary>
    public TensorProto Take(TensorProto tensor)
    {
        int[] places = ToPlaces();
        if (tensor.IsFloats)
        {
            float[] floats = tensor.ToFloats();
            return TensorProto.Create("", Sizes, Array.ConvertAll(places, place => floats[place]));
        }

        long[] integers = tensor.ToIntegers();
        return TensorProto.CreateIntegers(Sizes, Array.ConvertAll(places, place => integers[place]));
    }

    private int[] ToPlaces()
    {
        int[] places = new int[Count];
        int[] at = new int[Sizes.Length];
        int place = First;
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = place;
            for (int axis = Sizes.Length - 1; axis >= 0; axis--)
            {
                place += Strides[axis];
                if (++at[axis] < Sizes[axis])
                {
                    break;
                }

                place -= Sizes[axis] * Strides[axis];
                at[axis] = 0;
            }
        }

        return places;
    }
}
