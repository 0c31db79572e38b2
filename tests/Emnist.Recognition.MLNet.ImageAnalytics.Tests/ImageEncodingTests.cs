using System.Reflection;
using System.Text.Json;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Tests;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Emnist.Recognition.MLNet.ImageAnalytics.Tests;

public sealed class ImageEncodingTests
{
    private readonly MLContext _ml = new();

    public static TheoryData<string> Oriented =>
        [.. from orientation in Enumerable.Range(1, 8) from order in (string[])["little", "big"] select $"exif-{orientation}-{order}"];

    [Fact]
    public void Loaded_files_are_what_the_decoder_reads_of_them()
    {
        string[] paths = ShippedPictures();

        byte[][] encoded = Encode(paths);

        Assert.Equal(16, paths.Length);
        Assert.All(paths.Zip(encoded), static picture =>
        {
            byte[] expected = ImageDecoder.Decode(picture.First).Pixels.ToArray();
            byte[] actual = ImageDecoder.Decode(picture.Second).Pixels.ToArray();

            // Colours that were multiplied by an opacity are rounded once more.
            bool isTransparent = Path.GetFileName(picture.First) is "lower-g.png" or "upper-A.png";
            Assert.Equal(expected.Length, actual.Length);
            Assert.InRange(expected.Zip(actual, static (x, y) => Math.Abs(x - y)).Max(), 0, isTransparent ? 1 : 0);
        });
    }

    [Theory]
    [MemberData(nameof(Oriented))]
    public void Photographs_come_out_upright(string name)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("photo.jpg", Reference(name));

        GrayImage expected = ImageDecoder.Decode(path);
        GrayImage actual = ImageDecoder.Decode(Encode(path)[0]);

        // Where a colour is cut off at an end of its range, Skia's grey is not the luma of the file.
        Assert.Equal(expected.Size, actual.Size);
        Assert.InRange(expected.Pixels.ToArray().Zip(actual.Pixels.ToArray(), static (x, y) => Math.Abs(x - y)).Average(), 0, 2);
    }

    [Theory]
    [InlineData(MLPixelFormat.Rgba32)]
    [InlineData(MLPixelFormat.Bgra32)]
    public void Transparency_is_laid_over_white(MLPixelFormat format)
    {
        byte[] rgba =
        [
            0, 0, 0, 255, /* black */ 0, 0, 0, 128, /* black at a half */ 128, 128, 128, 128, /* white at a half */
            0, 0, 0, 0, /* nothing */ 255, 0, 0, 255, /* red */ 128, 0, 0, 128, /* red at a half */
        ];
        byte[] pixels = format == MLPixelFormat.Rgba32 ? rgba : [.. rgba.Chunk(4).SelectMany(static p => (byte[])[p[2], p[1], p[0], p[3]])];
        using var image = MLImage.CreateFromPixels(3, 2, format, pixels);

        GrayImage gray = ImageDecoder.Decode(Encode(image));

        Assert.Equal(new ImageSize { Width = 3, Height = 2 }, gray.Size);
        Assert.Equal([0, 127, 255, 255, 76, 165], gray.Pixels.ToArray());
    }

    [Fact]
    public void A_row_without_an_image_has_no_bytes() => Assert.Empty(Encode([""])[0]);

    [Fact]
    public void An_image_whose_tag_names_no_file_is_as_it_lies()
    {
        using var image = MLImage.CreateFromPixels(1, 1, MLPixelFormat.Rgba32, [9, 9, 9, 255]);
        image.Tag = "no file";

        Assert.Equal("P5 1 1 255\n\t"u8.ToArray(), Encode(image));
    }

    [Fact]
    public void A_saved_pipeline_gives_the_same_bytes_and_leaves_no_other_column()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "pipeline.zip");
        IDataView files = Files(ShippedPictures());
        TransformerChain<ITransformer> fitted = Pipeline().Fit(files);

        _ml.Model.Save(fitted, files.Schema, path);
        ITransformer loaded = new MLContext().Model.Load(path, out _);

        Assert.Equal(Pictures(fitted.Transform(files)), Pictures(loaded.Transform(files)));
        Assert.Equal(["Path", "Image", "Picture"], loaded.GetOutputSchema(files.Schema).Select(static column => column.Name));
    }

    [Fact]
    public void It_goes_on_in_a_pipeline_and_may_take_the_images_place()
    {
        string path = ShippedPictures()[0];
        IDataView files = Files(path);

        IDataView output = _ml.Transforms.LoadImages("Image", "", "Path").Append(_ml.Transforms.EncodeImages("Image", "Image"))
            .Append(_ml.Transforms.CopyColumns("Copy", "Image")).Fit(files).Transform(files);

        Assert.Equal(Encode([path]), output.GetColumn<byte[]>("Copy"));
        Assert.Equal("Vector<Byte>", output.Schema["Image"].Type.ToString());
    }

    [Fact]
    public void Other_columns_are_refused_in_MLNets_words()
    {
        IDataView files = Files("a.png");
        IDataView resized = _ml.Transforms.LoadImages("Image", "", "Path").Append(_ml.Transforms.ResizeImages("Image", 28, 28))
            .Fit(files).Transform(files);

        Assert.StartsWith("Could not find input column 'Image'", Refusal(files, "Image"), StringComparison.Ordinal);
        Assert.StartsWith(
            "Schema mismatch for input column 'Path': expected Image, got String", Refusal(files, "Path"), StringComparison.Ordinal);
        Assert.StartsWith(
            "Schema mismatch for input column 'Image': expected Image of any size, got Image<28, 28>: take the images as they are loaded",
            Refusal(resized, "Image"),
            StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => _ml.Transforms.EncodeImages("Picture", null!));
        Assert.Throws<ArgumentException>(() => _ml.Transforms.EncodeImages("", "Image"));
    }

    [Fact]
    public void Columns_named_like_those_within_are_refused()
    {
        IDataView files = Files(ShippedPictures()[0]);
        foreach (string name in (string[])["emnist.image", "emnist.picture"])
        {
            IDataView taken = _ml.Transforms.LoadImages("Image", "", "Path").Append(_ml.Transforms.CopyColumns(name, "Path"))
                .Fit(files).Transform(files);

            Assert.StartsWith(
                $"Column '{name}' has a name that this stage needs",
                Assert.Throws<InvalidOperationException>(() => _ml.Transforms.EncodeImages("Picture", "Image").Fit(taken)).Message,
                StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => _ml.Transforms.EncodeImages(name, "Image"));
        }
    }

    private string Refusal(IDataView view, string column)
    {
        IEstimator<ITransformer> alone = _ml.Transforms.EncodeImages("Picture", column);
        EstimatorChain<ColumnCopyingTransformer> chain = alone.Append(_ml.Transforms.CopyColumns("Copy", "Picture"));
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => alone.Fit(view)).Message;
        string chained = Assert.Throws<ArgumentOutOfRangeException>(() => chain.Fit(view)).Message;
        Assert.Equal(message.Split(" (Parameter")[0], chained.Split(" (Parameter")[0]);
        return message;
    }

    private EstimatorChain<ITransformer> Pipeline() =>
        _ml.Transforms.LoadImages("Image", "", "Path").Append(_ml.Transforms.EncodeImages("Picture", "Image"));

    private static string[] ShippedPictures() => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Pictures"));

    private IDataView Files(params string[] paths) =>
        _ml.Data.LoadFromEnumerable(paths.Select(static path => new ImagePath { Path = path }));

    private byte[][] Encode(params string[] paths)
    {
        IDataView files = Files(paths);
        return Pictures(Pipeline().Fit(files).Transform(files));
    }

    private byte[] Encode(MLImage image)
    {
        IDataView none = _ml.Data.LoadFromEnumerable<Drawing>([]);
        ITransformer fitted = _ml.Transforms.EncodeImages("Picture", "Image").Fit(none);
        using PredictionEngine<Drawing, EncodedPicture> engine = _ml.Model.CreatePredictionEngine<Drawing, EncodedPicture>(fitted);
        return engine.Predict(new Drawing { Image = image }).Picture;
    }

    private static byte[][] Pictures(IDataView view) => [.. view.GetColumn<byte[]>("Picture")];

    private static byte[] Reference(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("jpeg_reference.json")!;
        using var references = JsonDocument.Parse(stream);
        return references.RootElement.EnumerateArray().Single(reference => reference.GetProperty("name").GetString() == name)
            .GetProperty("file").GetBytesFromBase64();
    }

    private sealed class ImagePath
    {
        public string Path { get; set; } = "";
    }

    private sealed class Drawing
    {
        [ImageOfAnySize]
        public MLImage? Image { get; set; }
    }

    private sealed class EncodedPicture
    {
        public byte[] Picture { get; set; } = [];
    }
}
