using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Emnist.Recognition.Numerics;

/// <summary>What is done to every value of a block, a vector of them at a time.</summary>
internal interface IVectorMap
{
    Vector<float> Apply(Vector<float> x);
}

/// <summary>What is done to every pair of values of two blocks.</summary>
internal interface IVectorPairMap
{
    Vector<float> Apply(Vector<float> left, Vector<float> right);
}

/// <summary>
/// Runs a function over blocks of one length. What does not fill a vector is computed as part of one with zeros beyond it, so that
/// no result depends on where its value stands. An output may be an input, and otherwise does not overlap it.
/// </summary>
internal static class VectorLoop
{
    /// <summary><c>output[i] = map(input[i])</c>.</summary>
    public static void Run<TMap>(TMap map, ReadOnlySpan<float> input, Span<float> output)
        where TMap : struct, IVectorMap
    {
        Debug.Assert(output.Length == input.Length && (!input.Overlaps(output, out int offset) || offset == 0));
        ref float inputStart = ref MemoryMarshal.GetReference(input);
        ref float outputStart = ref MemoryMarshal.GetReference(output);
        int i = 0;
        for (; i <= input.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            map.Apply(Vector.LoadUnsafe(ref inputStart, (nuint)i)).StoreUnsafe(ref outputStart, (nuint)i);
        }

        if (i < input.Length)
        {
            StoreRest(map.Apply(LoadRest(input[i..])), output[i..]);
        }
    }

    /// <summary><c>output[i] = map(left[i], right[i])</c>.</summary>
    public static void Run<TMap>(TMap map, ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> output)
        where TMap : struct, IVectorPairMap
    {
        Debug.Assert(right.Length == left.Length && output.Length == left.Length);
        Debug.Assert((!left.Overlaps(output, out int offset) || offset == 0) && (!right.Overlaps(output, out offset) || offset == 0));
        ref float leftStart = ref MemoryMarshal.GetReference(left);
        ref float rightStart = ref MemoryMarshal.GetReference(right);
        ref float outputStart = ref MemoryMarshal.GetReference(output);
        int i = 0;
        for (; i <= left.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            map.Apply(Vector.LoadUnsafe(ref leftStart, (nuint)i), Vector.LoadUnsafe(ref rightStart, (nuint)i))
                .StoreUnsafe(ref outputStart, (nuint)i);
        }

        if (i < left.Length)
        {
            StoreRest(map.Apply(LoadRest(left[i..]), LoadRest(right[i..])), output[i..]);
        }
    }

    private static Vector<float> LoadRest(ReadOnlySpan<float> values)
    {
        Span<float> lanes = stackalloc float[Vector<float>.Count];
        lanes.Clear();
        values.CopyTo(lanes);
        return new Vector<float>(lanes);
    }

    private static void StoreRest(Vector<float> vector, Span<float> values)
    {
        Span<float> lanes = stackalloc float[Vector<float>.Count];
        vector.CopyTo(lanes);
        lanes[..values.Length].CopyTo(values);
    }
}
