using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Fuzz;

/// <summary>Decoding one format of pictures; what is decoded is then recognized.</summary>
internal sealed class PictureTarget(string format) : FuzzTarget(format, FindSeeds(format), MutatorOf(format), MaxAllocation)
{
    /// <summary>Enough for every row length and block size to occur, little enough to decode thousands of pictures.</summary>
    private const int MaxPixels = 1 << 20;

    /// <summary>
    /// What the hungriest way to decode needs: for a pixel four samples with a coefficient of 32 bits each, and all of
    /// it twice while buffers grow. A header that claims more memory than its picture has is far above it.
    /// </summary>
    private const int BytesPerPixel = 4 * (1 + sizeof(int)) * 2;

    /// <summary>Rows of the longest side, tables, and copies of the file.</summary>
    private const long FixedBytes = 16 << 20;

    private const long MaxAllocation = FixedBytes + ((long)BytesPerPixel * MaxPixels);

    private static readonly ImageDecoderOptions Options = new() { MaxPixels = MaxPixels };
    /// <summary>Decoding to a fraction of the size, as recognition has it done: for seeds this small, down to a few pixels.</summary>
    private static readonly ImageDecoderOptions Reduced = Options with { WorkingSide = 6 };

    private static readonly Lazy<CharacterRecognizer> Recognizer = new();

    /// <inheritdoc/>
    public override Action? Read(byte[] input)
    {
        GrayImage? image = Decode(input, Options);
        ImageSize? reduced = Decode(input, Reduced)?.FullSize;
        if (image?.Size != reduced)
        {
            throw new InvalidOperationException($"The picture is {image?.Size} and, where it may be reduced, {reduced}.");
        }

        return image is null ? null : () => Recognizer.Value.Predict(image);
    }

    private static GrayImage? Decode(byte[] input, ImageDecoderOptions options)
    {
        try
        {
            return ImageDecoder.BuiltIn.Decode(input, options);
        }
        catch (ImageFormatException)
        {
            return null;
        }
    }

    private static IFileMutator MutatorOf(string format) => format switch
    {
        "png" => new PngMutator(),
        "jpeg" => new JpegMutator(),
        _ => ByteMutator.Instance,
    };

    private static byte[][] FindSeeds(string format) =>
        [.. SeedFiles.Pictures(format).Where(static file => Decode(file, Options) is not null)];
}
