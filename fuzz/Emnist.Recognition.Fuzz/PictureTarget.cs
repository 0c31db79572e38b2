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
    private static readonly Lazy<CharacterRecognizer> Recognizer = new();

    /// <inheritdoc/>
    public override Action? Read(byte[] input)
    {
        try
        {
            GrayImage image = ImageDecoder.Decode(input, Options);
            return () => Recognizer.Value.Predict(image);
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

    private static byte[][] FindSeeds(string format) => [.. SeedFiles.Pictures(format).Where(IsRead)];

    private static bool IsRead(byte[] file)
    {
        try
        {
            ImageDecoder.Decode(file, Options);
            return true;
        }
        catch (ImageFormatException)
        {
            return false;
        }
    }
}
