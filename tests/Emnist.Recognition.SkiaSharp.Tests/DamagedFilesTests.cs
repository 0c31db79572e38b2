using Emnist.Recognition.Fuzz;
using Emnist.Recognition.Imaging;
using SkiaSharp;

namespace Emnist.Recognition.SkiaSharp.Tests;

/// <summary>Files from strangers bring a picture or <see cref="ImageFormatException"/>, in bounded time and memory.</summary>
public sealed class DamagedFilesTests
{
    private const int Mutations = 2000;

    [Theory]
    [InlineData("webp")]
    [InlineData("ico")]
    public void Damaged_files_are_read_or_refused(string format)
    {
        using SKBitmap opaque = SkiaFiles.Draw(40, 30, transparent: false);
        using SKBitmap clear = SkiaFiles.Draw(33, 47, transparent: true);
        IReadOnlyList<byte[]> seeds = format == "ico"
            ? [SkiaFiles.Ico(opaque, clear), SkiaFiles.Ico(clear)]
            :
            [
                SkiaFiles.WebP(opaque, SKWebpEncoderCompression.Lossless, 50), SkiaFiles.WebP(clear, SKWebpEncoderCompression.Lossless, 50),
                SkiaFiles.WebP(opaque, SKWebpEncoderCompression.Lossy, 50), SkiaFiles.WebP(clear, SKWebpEncoderCompression.Lossy, 50),
                SkiaFiles.Animation(opaque, opaque),
                SkiaFiles.Turned(SkiaFiles.WebP(opaque, SKWebpEncoderCompression.Lossless, 50), 40, 30, SKEncodedOrigin.RightTop),
            ];
        var target = new SkiaTarget(format, seeds);

        FuzzSummary summary = new FuzzRun(target).Run(MutatedInputs.Of(target, seed: 1, Mutations));

        Assert.True(summary.Failure is null, $"{summary.Failure?.Problem}\n{summary.Failure?.Save(Path.Combine("runs", "fuzz"))}");
        Assert.Equal(Mutations, summary.Accepted + summary.Refused);
        Assert.InRange(summary.Accepted, Mutations / 50, Mutations * 49 / 50);
    }

    /// <summary>Decoding by Skia; what is decoded must be good for recognizing.</summary>
    private sealed class SkiaTarget(string name, IReadOnlyList<byte[]> seeds) : FuzzTarget(name, seeds, ByteMutator.Instance, 24 << 20)
    {
        private static readonly SkiaImageDecoder Decoder = new();
        private static readonly ImageDecoderOptions Options = new() { MaxPixels = 1 << 20 };
        private static readonly Lazy<CharacterRecognizer> Recognizer = new();

        public override Action? Read(byte[] input)
        {
            try
            {
                GrayImage image = Decoder.Decode(input, Options);
                return () => Recognizer.Value.Predict(image);
            }
            catch (ImageFormatException)
            {
                return null;
            }
        }
    }
}
