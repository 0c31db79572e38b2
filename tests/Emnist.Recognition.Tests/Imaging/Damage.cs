using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>What every decoder owes to a damaged file.</summary>
internal static class Damage
{
    /// <summary>Checks that the file is refused from memory and from a stream with the same message, and gives it.</summary>
    public static string MessageOf(byte[] file)
    {
        string message = Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(file)).Message;
        using MemoryStream stream = new(file);
        Assert.Equal(message, Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(stream)).Message);
        return message;
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
}
