using System.Diagnostics;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// A block of floats, zero at first, that starts on a 64-byte boundary and never moves. Managed memory on the pinned
/// heap: it needs no disposal, and lives while something refers to this object, so whoever hands
/// <see cref="Pointer"/> on keeps the buffer reachable for as long.
/// </summary>
internal sealed unsafe class AlignedBuffer
{
    /// <summary>
    /// Floats that may be read, though never used, beyond the end: a micro-kernel's last vectors reach over it, by less
    /// than a tile.
    /// </summary>
    public const int Slack = 64;

    /// <summary>Floats that <see cref="Align"/> skips at most, rounded up.</summary>
    public const int AlignmentLength = Alignment / sizeof(float);

    private const int Alignment = 64;

    private readonly float[] _array;
    private readonly int _start;

    /// <summary>The length of the longest buffer that there can be.</summary>
    public static int MaxLength => Array.MaxLength - Slack - AlignmentLength;

    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _array = GC.AllocateArray<float>(checked(length + Slack + AlignmentLength), pinned: true);
        float* start = (float*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0);
        Pointer = Align(start);
        _start = (int)(Pointer - start);
        Debug.Assert((nint)Pointer % Alignment == 0 && _start >= 0 && _start + length + Slack <= _array.Length);
    }

    /// <summary>The first place from <paramref name="pointer"/> on at which a buffer could start.</summary>
    public static float* Align(float* pointer) => (float*)(((nint)pointer + Alignment - 1) & -Alignment);

    /// <summary>Whether an address is a multiple of the size of <paramref name="lanes"/> floats.</summary>
    public static bool IsAligned(float* pointer, nint lanes) => (nint)pointer % (lanes * sizeof(float)) == 0;

    public int Length { get; }

    public float* Pointer { get; }

    public Span<float> Span => _array.AsSpan(_start, Length);
}
