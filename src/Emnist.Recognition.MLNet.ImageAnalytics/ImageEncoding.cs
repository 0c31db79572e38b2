using System.Text;
using Emnist.Recognition.Imaging;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using SkiaSharp;

namespace Emnist.Recognition.MLNet.ImageAnalytics;

/// <summary>
/// The mapping from an image to its encoded picture. Saved pipelines name its contract and its columns, and so none of them changes.
/// </summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class ImageEncoding : CustomMappingFactory<ImageEncoding.Source, ImageEncoding.Result>
{
    public const string Contract = "Emnist.Recognition.EncodeImages";
    public const string ImageColumn = "emnist.image";
    public const string PictureColumn = "emnist.picture";

    /// <summary>Whether a column of this name would be hidden and dropped.</summary>
    public static bool IsTemporary(string columnName) => columnName is ImageColumn or PictureColumn;

    public override Action<Source, Result> GetMapping() => Map;

    public static void Map(Source source, Result result) => result.Picture = source.Image is { } image ? Encode(image) : [];

    private static byte[] Encode(MLImage image)
    {
        var size = new ImageSize { Width = image.Width, Height = image.Height };
        PixelFormat format = image.PixelFormat == MLPixelFormat.Rgba32 ? PixelFormat.Rgba32Premultiplied : PixelFormat.Bgra32Premultiplied;
        GrayImage gray = GrayImage.FromPixels(image.Pixels, size, format, image.Pixels.Length / image.Height);
        return Encode(gray, OriginOf(image));
    }

    /// <summary>The orientation in the file that the image was loaded from, where it is known.</summary>
    private static SKEncodedOrigin OriginOf(MLImage image)
    {
        using SKCodec? codec = File.Exists(image.Tag) ? SKCodec.Create(image.Tag) : null;
        return codec?.EncodedOrigin ?? SKEncodedOrigin.Default;
    }

    private static byte[] Encode(GrayImage stored, SKEncodedOrigin origin)
    {
        ImageSize size = StoredPixels.UprightSize(stored, origin);
        byte[] header = Encoding.ASCII.GetBytes(FormattableString.Invariant($"P5 {size.Width} {size.Height} 255\n"));
        byte[] file = new byte[header.Length + stored.Pixels.Length];
        header.CopyTo(file, 0);
        StoredPixels.Turn(stored, origin, file.AsSpan(header.Length));
        return file;
    }

    internal sealed class Source
    {
        [ColumnName(ImageColumn)]
        [ImageOfAnySize]
        public MLImage? Image { get; set; }
    }

    internal sealed class Result
    {
        [ColumnName(PictureColumn)]
        public byte[] Picture { get; set; } = [];
    }
}
