using System.Diagnostics;

namespace Emnist.Recognition.Numerics;

/// <summary>Bytes as the numbers that networks are trained on.</summary>
internal static class ByteScaling
{
    /// <summary><c>destination[i] = bytes[i] / 255</c>; the destination may be longer.</summary>
    public static void ToUnitInterval(ReadOnlySpan<byte> bytes, Span<float> destination)
    {
        Debug.Assert(destination.Length >= bytes.Length);
        destination = destination[..bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            destination[i] = bytes[i] * (1f / 255);
        }
    }
}
