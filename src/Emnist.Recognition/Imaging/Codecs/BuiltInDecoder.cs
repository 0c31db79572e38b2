using Emnist.Recognition.Imaging.Codecs.Bmp;
using Emnist.Recognition.Imaging.Codecs.Gif;
using Emnist.Recognition.Imaging.Codecs.Jpeg;
using Emnist.Recognition.Imaging.Codecs.Png;
using Emnist.Recognition.Imaging.Codecs.Pnm;

namespace Emnist.Recognition.Imaging.Codecs;

/// <summary>The library's own codecs, chosen by a file's first bytes.</summary>
internal sealed class BuiltInDecoder : IImageDecoder
{
    private static readonly IImageCodec[] Codecs = [new PngCodec(), new JpegCodec(), new BmpCodec(), new GifCodec(), new PnmCodec()];

    /// <inheritdoc/>
    public GrayImage Decode(ReadOnlyMemory<byte> encoded, ImageDecoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return Decode(FindCodec(encoded.Span, options), encoded, options);
    }

    /// <summary>Reads a file with its codec, by its brightness or, where that tells nothing, by another channel.</summary>
    /// <exception cref="ImageFormatException">The file is damaged or exceeds a limit.</exception>
    public static GrayImage Decode(IImageCodec codec, ReadOnlyMemory<byte> file, ImageDecoderOptions options) =>
        ChannelChoice.Choose(file, (file, channel) =>
        {
            try
            {
                return codec.Decode(file, options, channel);
            }
            catch (ImageFormatException) when (channel != PixelChannel.Luma)
            {
                // Its brightness was read: damage in what is looked at beside it turns no picture away.
                return null;
            }
        });

    /// <summary>Finds the codec of a whole file.</summary>
    /// <exception cref="ImageFormatException">The format is not known, or the file is over the limit.</exception>
    public static IImageCodec FindCodec(ReadOnlySpan<byte> encoded, ImageDecoderOptions options)
    {
        IImageCodec codec = FindCodec(encoded);
        return encoded.Length <= options.MaxBytes ? codec : throw ImageSizeLimits.TooManyBytes(options.MaxBytes);
    }

    /// <summary>Finds the codec of a file by its start.</summary>
    /// <param name="start">The first <see cref="FileSignatures.LongestLength"/> bytes or more, fewer of a shorter file.</param>
    /// <exception cref="ImageFormatException">The format is not known.</exception>
    public static IImageCodec FindCodec(ReadOnlySpan<byte> start)
    {
        foreach (IImageCodec codec in Codecs)
        {
            if (codec.Recognizes(start))
            {
                return codec;
            }
        }

        throw new ImageFormatException(FileSignatures.ExplainRefusal(start)) { Offset = 0 };
    }
}

/// <summary>One picture format. Implementations keep no state: one instance serves all threads.</summary>
internal interface IImageCodec
{
    /// <summary>Whether a file that starts so is of this format.</summary>
    /// <param name="start">The first <see cref="FileSignatures.LongestLength"/> bytes or more, fewer of a shorter file.</param>
    bool Recognizes(ReadOnlySpan<byte> start);

    /// <summary>Reads a file that <see cref="Recognizes"/> accepted.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Validated limits.</param>
    /// <param name="channel">What of its pixels is wanted.</param>
    /// <returns>The picture; null where it does not have the channel.</returns>
    /// <exception cref="ImageFormatException">The file is damaged or exceeds a limit.</exception>
    GrayImage? Decode(ReadOnlyMemory<byte> file, ImageDecoderOptions options, PixelChannel channel);
}
