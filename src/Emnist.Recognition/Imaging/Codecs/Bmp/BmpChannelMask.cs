using System.Numerics;

namespace Emnist.Recognition.Imaging.Codecs.Bmp;

/// <summary>The bits of a pixel that make up one channel, brought to 8 bits by rounding <c>v * 255 / max</c>.</summary>
internal sealed class BmpChannelMask
{
    private const int LargestTableBits = 8;

    private readonly uint _mask;
    private readonly int _shift;
    private readonly ulong _max;
    private readonly byte[]? _scaled;

    /// <summary>Takes a mask that <see cref="IsLegal"/>.</summary>
    public BmpChannelMask(uint mask)
    {
        _mask = mask;
        _shift = mask == 0 ? 0 : BitOperations.TrailingZeroCount(mask);
        _max = mask >> _shift;
        if (_max < 1 << LargestTableBits)
        {
            _scaled = new byte[_max + 1];
            for (uint v = 1; v <= _max; v++)
            {
                _scaled[v] = Scale(v);
            }
        }
    }

    /// <summary>Whether there is such a channel in the pixels.</summary>
    public bool IsEmpty => _mask == 0;

    /// <summary>Whether a mask's bits are all within the pixel and next to each other. None at all is legal.</summary>
    public static bool IsLegal(uint mask, int bitsPerPixel)
    {
        uint run = mask >> BitOperations.TrailingZeroCount(mask);
        return (run & (run + 1)) == 0 && (ulong)mask >> bitsPerPixel == 0;
    }

    /// <summary>The channel's value in a pixel, 0 to 255; 0 of an empty channel.</summary>
    public byte Of(uint pixel)
    {
        uint value = (pixel & _mask) >> _shift;
        return _scaled is not null ? _scaled[value] : Scale(value);
    }

    private byte Scale(uint value) => (byte)(((value * 255ul) + (_max / 2)) / _max);
}
