using Emnist.Recognition.Imaging;
using Emnist.Recognition.IO;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tests.IO;

/// <summary>Files of one kind that are given where another is wanted.</summary>
public sealed class FileKindTests : IDisposable
{
    private static readonly string Letter = Path.Combine(Checkout.Root, "samples", "images", "lower-g.png");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, byte[]> Pictures => new()
    {
        { "a PNG picture", File.ReadAllBytes(Letter) },
        { "a JPEG picture", File.ReadAllBytes(Path.Combine(Checkout.Root, "tests", "Emnist.Recognition.Tests", "ReportedPictures", "ruled-page-7.jpg")) },
        { "a BMP picture", [.. "BM"u8, 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0] },
        { "a GIF picture", "GIF89a\x01\0\x01\0"u8.ToArray() },
        { "a PNM picture", "P5\n2 1\n255\nab"u8.ToArray() },
        { "a WebP picture", "RIFF\x10\0\0\0WEBPVP8 "u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_picture_is_no_model_and_no_list_of_words(string name, byte[] picture)
    {
        string path = _folder.Write("picture", picture);

        ModelFormatException ofModel = Assert.Throws<ModelFormatException>(() => OnnxModel.Load(path));
        FormatException ofWords = Assert.Throws<FormatException>(() => WordList.Load(path));

        Assert.Equal($"{path}: This is {name}, not an ONNX model. Name a model's file; pictures are given to a recognizer.", ofModel.Message);
        Assert.Equal((path, 0), (ofModel.Path, ofModel.Offset));
        Assert.Equal($"{path} is no list with a word a line: It is {name}.", ofWords.Message);
    }

    [Theory]
    [InlineData("\u0089HDF\r\n\u001A\n", "This is an HDF5 file (.h5, .hdf5), not an ONNX model. A model of Keras, .h5 or .keras, is read by KerasModel")]
    [InlineData("PK\u0003\u0004\u0014\0", "This is a zip file, as .npz is, not an ONNX model. A model of Keras")]
    [InlineData("version https://git-lfs.github.com/spec/v1\n", "This is a pointer of Git LFS, not an ONNX model. Fetch the file itself")]
    [InlineData("\u0080\u0002\u008A\n", "This is a Python pickle")]
    public void Other_files_are_named_with_what_to_do(string start, string message)
    {
        byte[] bytes = [.. start.Select(static c => (byte)c)];

        Assert.StartsWith(message, Assert.Throws<ModelFormatException>(() => OnnxModel.Load(new MemoryStream(bytes))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PK\u0003\u0004\u0014\0", "The input is a zip file, as .npz is, not a picture. Hand in a PNG, JPEG, BMP, GIF or PNM file.")]
    [InlineData("--d74496d66958873e\r\nContent-Disposition: form-data", "form (multipart/form-data)")]
    [InlineData("{\"image\":\"iVBORw0KGgo=\"}", "JSON")]
    [InlineData("\u0089PNG\n\u001A\n\0\0\0\rIHDR\0\0", "starts with the bytes 89504E470A1A0A00")]
    public void What_is_handed_in_as_a_picture_is_named(string start, string message)
    {
        byte[] bytes = [.. start.Select(static c => (byte)c)];

        Assert.Contains(message, Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_and_words_are_of_no_kind_that_is_known()
    {
        var model = new MemoryStream();
        EmbeddedModel.Load().Save(model);

        Assert.Null(FileKind.Of(model.ToArray()));
        Assert.All((string[])["BMW\nOpel\n", "P5 road\n", "PKW\n", "IInd\n", ""], static text => Assert.Null(FileKind.Of([.. text.Select(c => (byte)c)])));
    }
}
