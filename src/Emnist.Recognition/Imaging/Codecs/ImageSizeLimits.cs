namespace Emnist.Recognition.Imaging.Codecs;

/// <summary>The checks of sizes, done before anything is allocated for them.</summary>
internal static class ImageSizeLimits
{
    /// <summary>The longest side, which bounds the memory that one row takes.</summary>
    public const int MaxSide = 65_535;

    /// <summary>The pixels that a file of any length may claim without writing each of them.</summary>
    private const int FreePixels = 1 << 20;

    /// <summary>The pixels that each byte may add: more than LZW codes of 12 bits, the densest, can stand for.</summary>
    private const int PixelsPerByte = 4_096;

    /// <summary>Refuses an empty or oversized picture.</summary>
    /// <param name="width">The width that the header says.</param>
    /// <param name="height">The height that it says.</param>
    /// <param name="part">The part of the file that says so.</param>
    /// <param name="at">The byte where it starts.</param>
    /// <param name="options">The limits.</param>
    /// <exception cref="ImageFormatException">A side is 0, a side or the number of pixels is over its limit.</exception>
    public static void Check(uint width, uint height, string part, int at, ImageDecoderOptions options)
    {
        if (width == 0 || height == 0)
        {
            throw new ImageFormatException(
                $"The picture's size is {width} x {height} ({part} at byte {at}): it has no pixels. Save it again from its source.") { Offset = at };
        }

        if ((ulong)width * height > (ulong)options.MaxPixels)
        {
            throw new ImageFormatException(
                $"The picture's size is {width} x {height} ({part} at byte {at}), over the limit of {options.MaxPixels} pixels. "
                + $"Make it smaller, or raise {nameof(ImageDecoderOptions)}.{nameof(ImageDecoderOptions.MaxPixels)}.") { Offset = at };
        }

        if (width > MaxSide || height > MaxSide)
        {
            throw new ImageFormatException(
                $"The picture's size is {width} x {height} ({part} at byte {at}); a side may have {MaxSide} pixels. Crop or shrink it.") { Offset = at };
        }
    }

    /// <summary>
    /// Refuses a picture that leaves nearly all of its pixels out, where the format allows that: a few bytes would
    /// claim the memory of a large picture.
    /// </summary>
    /// <exception cref="ImageFormatException">There are more pixels than the file's length can be worth.</exception>
    public static void CheckProportion(int width, int height, int encodedBytes, string part, int at)
    {
        if ((long)width * height > FreePixels + ((long)PixelsPerByte * encodedBytes))
        {
            throw new ImageFormatException(
                $"The picture's size is {width} x {height} ({part} at byte {at}), "
                + $"out of all proportion to the file's {encodedBytes} bytes. Save it again from its source.") { Offset = at };
        }
    }

    /// <summary>The refusal of a file over the limit.</summary>
    public static ImageFormatException TooManyBytes(int maxBytes) => new(
        $"The picture has more than {maxBytes} encoded bytes (reading stopped at byte {maxBytes}). "
        + $"Make it smaller, or raise {nameof(ImageDecoderOptions)}.{nameof(ImageDecoderOptions.MaxBytes)}.") { Offset = maxBytes };
}
