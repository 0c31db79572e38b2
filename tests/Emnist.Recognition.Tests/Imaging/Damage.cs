using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>What every decoder owes to a damaged file.</summary>
internal static class Damage
{
    /// <summary>
    /// Checks that the file is refused from memory and from streams in the same words, with the byte that they name in
    /// <see cref="ImageFormatException.Offset"/>, and gives the message.
    /// </summary>
    public static string MessageOf(byte[] file)
    {
        ImageFormatException refusal = Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(file));
        if (refusal.Offset != 0)
        {
            Assert.Contains($"at byte {refusal.Offset}", refusal.Message, StringComparison.Ordinal);
        }

        using MemoryStream stream = new(file);
        AssertSame(refusal, Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(stream)));
        stream.Position = 0;
        AssertSame(refusal, Assert.IsType<ImageFormatException>(ImageDecoder.DecodeAsync(stream).Exception!.InnerException));
        return refusal.Message;
    }

    /// <summary>Checks that the file is read whole, or refused with a message.</summary>
    public static void ReadOrRefuse(ReadOnlySpan<byte> file)
    {
        try
        {
            GrayImage image = ImageDecoder.Decode(file);
            Assert.Equal(image.Width * image.Height, image.Pixels.Length);
        }
        catch (ImageFormatException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }

    /// <summary>The bytes allocated in refusing a file, apart from what the first refusal needs once.</summary>
    public static long AllocatedToRefuse(byte[] file)
    {
        Refuse();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refuse();
        return GC.GetAllocatedBytesForCurrentThread() - before;

        void Refuse() => Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(file));
    }

    private static void AssertSame(ImageFormatException expected, ImageFormatException actual)
    {
        Assert.Equal((expected.Message, expected.Offset), (actual.Message, actual.Offset));
        Assert.Null(actual.Path);
    }
}
