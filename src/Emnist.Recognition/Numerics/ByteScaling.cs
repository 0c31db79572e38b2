namespace Emnist.Recognition.Numerics;

/// <summary>Bytes as the numbers that networks are trained on.</summary>
internal static class ByteScaling
{
    /// <summary><c>destination[i] = bytes[i] / 255</c>.</summary>
    public static void ToUnitInterval(ReadOnlySpan<byte> bytes, Span<float> destination)
    {
        destination = destination[..bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            destination[i] = bytes[i] * (1f / 255);
        }
    }
}
