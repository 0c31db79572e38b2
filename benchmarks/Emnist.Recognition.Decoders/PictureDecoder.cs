using Emnist.Recognition.Imaging;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SkiaSharp;

namespace Emnist.Recognition.Decoders;

/// <summary>A library's way from a file's bytes to grey pixels in its own memory, as its documentation shows it.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="Decode">Decodes, and returns whether there was a picture.</param>
/// <param name="IsDeclared">
/// Whether an exception is one that the library's documentation declares for bytes that are no picture, or the base of these.
/// </param>
internal sealed record PictureDecoder(string Name, Func<byte[], bool> Decode, Predicate<Exception> IsDeclared)
{
    public static IReadOnlyList<PictureDecoder> All { get; } =
    [
        new("built-in", DecodeBuiltIn, static e => e is Imaging.ImageFormatException),
        new("SkiaSharp", DecodeBySkia, static _ => false),
        new("ImageSharp", DecodeByImageSharp, static e => e is SixLabors.ImageSharp.ImageFormatException or NotSupportedException),
    ];

    private static bool DecodeBuiltIn(byte[] file) => ImageDecoder.Decode(file).Width > 0;

    private static bool DecodeBySkia(byte[] file)
    {
        using var stream = new MemoryStream(file);
        using SKCodec? codec = SKCodec.Create(stream);
        using SKBitmap? colours = codec is null ? null : SKBitmap.Decode(codec);
        if (colours is null)
        {
            return false;
        }

        using var gray = new SKBitmap(new SKImageInfo(colours.Width, colours.Height, SKColorType.Gray8));
        using SKPixmap pixels = colours.PeekPixels();
        return pixels.ReadPixels(gray.PeekPixels());
    }

    private static bool DecodeByImageSharp(byte[] file)
    {
        using Image<L8> image = Image.Load<L8>(file);
        return image.Width > 0;
    }
}
