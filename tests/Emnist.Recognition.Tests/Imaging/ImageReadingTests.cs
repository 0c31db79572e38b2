using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>What a decoder of someone else's is given.</summary>
public sealed class ImageReadingTests
{
    private static readonly ImageDecoderOptions Options = new() { MaxBytes = 50_000 };
    private static readonly byte[] Unknown = [.. Enumerable.Range(0, 40_000).Select(i => (byte)i)];

    [Fact]
    public async Task Another_decoder_gets_all_bytes_of_a_format_that_is_not_built_in()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("picture", Unknown);
        ProbeDecoder decoder = new();

        Assert.Same(decoder.Image, ImageReading.Decode(new TrickleStream(Unknown, 7_000), decoder, Options));
        Assert.Same(decoder.Image, ImageReading.Decode(path, decoder, Options));
        Assert.Same(decoder.Image, await ImageReading.DecodeAsync(new AsyncOnlyStream(Unknown), decoder, Options, default));
        Assert.Same(decoder.Image, await ImageReading.DecodeAsync(path, decoder, Options, default));
        Assert.Equal(4, decoder.Calls.Count);
        Assert.All(decoder.Calls, call => Assert.Equal(Unknown, call));
    }

    [Fact]
    public void Another_decoder_is_given_no_more_bytes_than_the_limit()
    {
        ProbeDecoder decoder = new();
        using EndlessStream endless = new([]);

        ImageFormatException e = Assert.Throws<ImageFormatException>(() => ImageReading.Decode(endless, decoder, Options));

        Assert.Equal(50_000, e.Offset);
        Assert.Equal(50_001, endless.BytesRead);
        Assert.Empty(decoder.Calls);
    }

    [Fact]
    public async Task The_path_is_in_what_another_decoder_throws()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("unsound", [ProbeDecoder.Unsound]);
        ProbeDecoder decoder = new();

        ImageFormatException[] refusals =
        [
            Assert.Throws<ImageFormatException>(() => ImageReading.Decode(path, decoder, Options)),
            await Assert.ThrowsAsync<ImageFormatException>(() => ImageReading.DecodeAsync(path, decoder, Options, default)),
        ];

        Assert.All(refusals, e => Assert.Equal((path, 7L, "unsound"), (e.Path, e.Offset, e.InnerException!.Message)));
    }

    [Fact]
    public void An_exception_of_someone_elses_may_know_no_place()
    {
        ImageFormatException e = new("damaged", new InvalidDataException("why"));

        Assert.Equal(("damaged", "why", null, null), (e.Message, e.InnerException!.Message, e.Offset, e.Path));
        Assert.Null(new ImageFormatException("damaged").InnerException);
    }

    /// <summary>Takes any bytes but one, and keeps what it was given.</summary>
    private sealed class ProbeDecoder : IImageDecoder
    {
        public const byte Unsound = 255;

        public List<byte[]> Calls { get; } = [];

        public GrayImage Image { get; } = new(1, [0]);

        public GrayImage Decode(ReadOnlyMemory<byte> encoded, ImageDecoderOptions options)
        {
            Calls.Add(encoded.ToArray());
            return encoded.Span is not [Unsound] ? Image : throw new ImageFormatException("unsound", new InvalidDataException("unsound")) { Offset = 7 };
        }
    }
}
