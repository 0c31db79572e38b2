using System.Diagnostics;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// For every pixel that a convolution writes and every position of its window: where in the image that it reads the
/// channels lie. The window's overhang, padding, and the gaps of a stride on the way back are marked as zero pixels.
/// After M. Dukhan, "The Indirect Convolution Algorithm" (arXiv 1907.02129).
/// </summary>
internal sealed unsafe class IndirectionTable
{
    private const int ZeroPixel = -1;

    private readonly int[] _offsets;
    private readonly int _sourceLength;
    private readonly AlignedBuffer _zeros;

    private IndirectionTable(int pixels, int taps, int sourcePixels, int sourceChannels, int groups)
    {
        Pixels = pixels;
        Taps = taps;
        Groups = groups;
        Channels = sourceChannels / groups;
        _sourceLength = sourcePixels * sourceChannels;
        _offsets = new int[checked(pixels * taps)];
        _zeros = new AlignedBuffer(Channels);
    }

    /// <summary>Pixels written for each image.</summary>
    public int Pixels { get; }

    public int Taps { get; }

    /// <summary>Parts of a pixel's channels, of which the table points to the first: the others follow it.</summary>
    public int Groups { get; }

    /// <summary>Floats at each place that the table points to, which are those of one group.</summary>
    public int Channels { get; }

    /// <summary>
    /// Whether a row is better copied together than read through pointers: each of them would lead to one float only.
    /// </summary>
    public bool IsGathered => Channels == 1 && Taps > 1;

    /// <summary>Where each output pixel finds its inputs.</summary>
    public static IndirectionTable Forward(in ConvolutionGeometry geometry)
    {
        ConvolutionGeometry g = geometry;
        var table = new IndirectionTable(g.OutputPixels, g.Taps, g.InputPixels, g.InputChannels, g.Groups);
        table.Fill(g.OutputWidth, g.KernelWidth, (y, x, windowY, windowX) =>
        {
            int inputY = (y * g.StrideHeight) + (windowY * g.DilationHeight) - g.PaddingTop;
            int inputX = (x * g.StrideWidth) + (windowX * g.DilationWidth) - g.PaddingLeft;
            return (uint)inputY < (uint)g.InputHeight && (uint)inputX < (uint)g.InputWidth
                ? ((inputY * g.InputWidth) + inputX) * g.InputChannels
                : ZeroPixel;
        });
        return table;
    }

    /// <summary>Where each input pixel finds the outputs that it went into, for the gradient of the input.</summary>
    public static IndirectionTable Backward(in ConvolutionGeometry geometry)
    {
        ConvolutionGeometry g = geometry;
        var table = new IndirectionTable(g.InputPixels, g.Taps, g.OutputPixels, g.OutputChannels, g.Groups);
        table.Fill(g.InputWidth, g.KernelWidth, (y, x, windowY, windowX) =>
        {
            (int outputY, int gapY) = Math.DivRem(y + g.PaddingTop - (windowY * g.DilationHeight), g.StrideHeight);
            (int outputX, int gapX) = Math.DivRem(x + g.PaddingLeft - (windowX * g.DilationWidth), g.StrideWidth);
            return gapY == 0 && gapX == 0 && (uint)outputY < (uint)g.OutputHeight && (uint)outputX < (uint)g.OutputWidth
                ? ((outputY * g.OutputWidth) + outputX) * g.OutputChannels
                : ZeroPixel;
        });
        return table;
    }

    /// <summary>
    /// Floats that a batch's images take up as far as its first <paramref name="rows"/> rows read them.
    /// </summary>
    public long SourceLength(int rows) => ((long)rows + Pixels - 1) / Pixels * _sourceLength;

    /// <summary>
    /// Writes the pointers of <paramref name="count"/> rows from <paramref name="firstRow"/> on, counted through the
    /// batch, in tiles of <paramref name="tileRows"/>: [tiles, taps, tileRows]. Rows that fill up the last tile point
    /// to zeros.
    /// </summary>
    /// <param name="source">
    /// The batch's images, at least <see cref="SourceLength"/> of the last row, from the group's first channel on.
    /// </param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="tileRows">Rows in a tile.</param>
    /// <param name="pointers">Written, <paramref name="count"/> rounded up to whole tiles.</param>
    public void Resolve(float* source, int firstRow, int count, int tileRows, float** pointers)
    {
        Debug.Assert(firstRow >= 0 && count > 0 && tileRows > 0);
        (int image, int pixel) = Math.DivRem(firstRow, Pixels);
        float* start = source + ((nint)image * _sourceLength);
        float* zeros = _zeros.Pointer;
        for (int tile = 0; tile < count; tile += tileRows)
        {
            int rows = Math.Min(tileRows, count - tile);
            for (int row = 0; row < rows; row++)
            {
                float** target = pointers + row;
                foreach (int offset in _offsets.AsSpan(pixel * Taps, Taps))
                {
                    *target = offset == ZeroPixel ? zeros : start + offset;
                    target += tileRows;
                }

                if (++pixel == Pixels)
                {
                    pixel = 0;
                    start += _sourceLength;
                }
            }

            for (int row = rows; row < tileRows; row++)
            {
                for (int tap = 0; tap < Taps; tap++)
                {
                    pointers[(tap * tileRows) + row] = zeros;
                }
            }

            pointers += (nint)Taps * tileRows;
        }
    }

    /// <summary>
    /// Copies the values of <paramref name="count"/> rows from <paramref name="firstRow"/> on, of one channel, where
    /// <paramref name="source"/> has it first, to <paramref name="rows"/>: [count, taps].
    /// </summary>
    public void Gather(float* source, int firstRow, int count, float* rows)
    {
        Debug.Assert(firstRow >= 0 && count > 0 && Channels == 1);
        (int image, int pixel) = Math.DivRem(firstRow, Pixels);
        float* start = source + ((nint)image * _sourceLength);
        for (int row = 0; row < count; row++)
        {
            foreach (int offset in _offsets.AsSpan(pixel * Taps, Taps))
            {
                *rows++ = offset == ZeroPixel ? 0 : start[offset];
            }

            if (++pixel == Pixels)
            {
                pixel = 0;
                start += _sourceLength;
            }
        }
    }

    private void Fill(int width, int kernelWidth, Func<int, int, int, int, int> offset)
    {
        for (int i = 0; i < _offsets.Length; i++)
        {
            (int pixel, int tap) = Math.DivRem(i, Taps);
            _offsets[i] = offset(pixel / width, pixel % width, tap / kernelWidth, tap % kernelWidth);
            Debug.Assert(_offsets[i] >= ZeroPixel && _offsets[i] <= _sourceLength - Channels);
        }
    }
}
