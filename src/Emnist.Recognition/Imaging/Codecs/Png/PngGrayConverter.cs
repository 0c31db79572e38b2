using System.Buffers.Binary;

namespace Emnist.Recognition.Imaging.Codecs.Png;

/// <summary>Turns a row's packed samples into grey, one byte a pixel.</summary>
internal sealed class PngGrayConverter
{
    private readonly PngHeader _header;
    private readonly PixelChannel _channel;
    private readonly int _offset;

    /// <summary>Where a pixel is one sample of up to 8 bits: the grey of each value, as many as are legal.</summary>
    private readonly byte[]? _grays;

    /// <summary>Elsewhere, the bytes of the pixel that tRNS makes transparent; empty without one.</summary>
    private readonly byte[] _transparentPixel = [];

    /// <summary>A row of 16-bit samples brought to 8 bits.</summary>
    private readonly byte[] _reduced = [];

    /// <summary>Prepares for the rows of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="channel">What of its pixels is wanted; one that they have.</param>
    public PngGrayConverter(PngFile file, PixelChannel channel)
    {
        _header = file.Header;
        _channel = channel;
        _offset = file.ImageDataOffset;
        if (_header.Channels == 1 && _header.BitDepth <= 8)
        {
            _grays = PngGrayTable.Build(file, channel);
            return;
        }

        if (file.Transparency is { } key)
        {
            _transparentPixel = KeyBytes(key.Data.Span, _header.BitDepth);
        }

        if (_header.BitDepth == 16)
        {
            _reduced = new byte[_header.Width * _header.Channels];
        }
    }

    /// <summary>Converts a row.</summary>
    /// <param name="row">The samples as the file packs them.</param>
    /// <param name="gray">The row's pixels.</param>
    /// <exception cref="ImageFormatException">A pixel points past the palette's end.</exception>
    public void Convert(ReadOnlySpan<byte> row, Span<byte> gray)
    {
        if (_grays is not null)
        {
            int illegal = PackedPixels.LookUp(_grays, row, _header.BitDepth, gray);
            if (illegal >= 0)
            {
                throw PngChunk.Damaged(
                    "IDAT", _offset, $"a pixel has colour {illegal}, counted from 0, of a palette (PLTE) of {_grays.Length}");
            }

            return;
        }

        ReadOnlySpan<byte> samples = _header.BitDepth == 16 ? Reduce(row) : row;
        switch (_header.ColorType)
        {
            case PngColorType.Rgb:
                GrayConversion.Convert(samples, PixelFormat.Rgb24, _channel, gray);
                break;
            case PngColorType.Rgba:
                GrayConversion.Convert(samples, PixelFormat.Rgba32, _channel, gray);
                break;
            case PngColorType.Gray when _channel == PixelChannel.Alpha:
                gray.Clear();
                break;
            case PngColorType.Gray:
                samples[..gray.Length].CopyTo(gray);
                break;
            case PngColorType.GrayAlpha:
                FromGrayAlpha(samples, gray);
                break;
        }

        if (_transparentPixel.Length > 0)
        {
            Whiten(row, gray);
        }
    }

    /// <summary>tRNS holds 16 bits a sample whatever the picture's depth.</summary>
    private static byte[] KeyBytes(ReadOnlySpan<byte> key, int bitDepth)
    {
        if (bitDepth == 16)
        {
            return key.ToArray();
        }

        byte[] low = new byte[key.Length / 2];
        for (int i = 0; i < low.Length; i++)
        {
            low[i] = key[(2 * i) + 1];
        }

        return low;
    }

    private void FromGrayAlpha(ReadOnlySpan<byte> samples, Span<byte> gray)
    {
        for (int x = 0; x < gray.Length; x++)
        {
            byte value = samples[2 * x];
            gray[x] = Luma.Of(_channel, value, value, value, samples[(2 * x) + 1]);
        }
    }

    private ReadOnlySpan<byte> Reduce(ReadOnlySpan<byte> row)
    {
        Span<byte> reduced = _reduced.AsSpan(0, row.Length / 2);
        for (int i = 0; i < reduced.Length; i++)
        {
            reduced[i] = Luma.From16Bits(BinaryPrimitives.ReadUInt16BigEndian(row[(2 * i)..]));
        }

        return reduced;
    }

    private void Whiten(ReadOnlySpan<byte> row, Span<byte> gray)
    {
        int step = _transparentPixel.Length;
        for (int x = 0; x < gray.Length; x++)
        {
            if (row.Slice(x * step, step).SequenceEqual(_transparentPixel))
            {
                gray[x] = 255;
            }
        }
    }
}
