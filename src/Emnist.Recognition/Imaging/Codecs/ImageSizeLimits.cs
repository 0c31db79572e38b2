namespace Emnist.Recognition.Imaging.Codecs;

/// <summary>The check of a header's size, done before anything is allocated for it.</summary>
internal static class ImageSizeLimits
{
    /// <summary>The longest side, which bounds the memory that one row takes.</summary>
    public const int MaxSide = 65_535;

    /// <summary>Refuses an empty or oversized picture.</summary>
    /// <exception cref="ImageFormatException">A side is 0, a side or the number of pixels is over its limit.</exception>
    public static void Check(uint width, uint height, string where, ImageDecoderOptions options)
    {
        if (width == 0 || height == 0)
        {
            throw new ImageFormatException(
                $"The picture's size is {width} x {height} ({where}): it has no pixels. Save it again from its source.");
        }

        if ((ulong)width * height > (ulong)options.MaxPixels)
        {
            throw new ImageFormatException(
                $"The picture's size is {width} x {height} ({where}), over the limit of {options.MaxPixels} pixels. "
                + $"Make it smaller, or raise {nameof(ImageDecoderOptions)}.{nameof(ImageDecoderOptions.MaxPixels)}.");
        }

        if (width > MaxSide || height > MaxSide)
        {
            throw new ImageFormatException(
                $"The picture's size is {width} x {height} ({where}); a side may have {MaxSide} pixels. Crop or shrink it.");
        }
    }
}
