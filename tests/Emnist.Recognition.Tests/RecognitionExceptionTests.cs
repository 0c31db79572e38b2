using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tests;

public sealed class RecognitionExceptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_message_names_the_file_once()
    {
        byte[] bytes = "neither a picture nor a model"u8.ToArray();
        string path = _folder.Write("some.bin", bytes);
        RecognitionException[] faults =
        [
            Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(path)),
            await Assert.ThrowsAsync<ImageFormatException>(() => ImageDecoder.DecodeAsync(path)),
            Assert.Throws<ImageFormatException>(() => new CharacterRecognizer().Predict(path)),
            Assert.Throws<ModelFormatException>(() => OnnxModel.Load(path)),
        ];

        Assert.All(faults, fault =>
        {
            Assert.StartsWith($"{path}: ", fault.Message, StringComparison.Ordinal);
            Assert.Equal(2, fault.Message.Split(path).Length);
            Assert.Equal(2, fault.ToString().Split(path).Length);
        });
        Assert.DoesNotContain("some.bin", Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(bytes)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.png", "It is damaged.", "a.png: It is damaged.")]
    [InlineData("a.png", "a.png: it is damaged.", "a.png: it is damaged.")]
    [InlineData("a.csv", "a.csv, line 3: it is damaged.", "a.csv, line 3: it is damaged.")]
    [InlineData("A", "A picture is damaged.", "A: A picture is damaged.")]
    [InlineData("A", "A", "A: A")]
    [InlineData(null, "It is damaged.", "It is damaged.")]
    public void A_message_that_begins_with_the_file_stays(string? path, string message, string expected) =>
        Assert.Equal(expected, new ImageFormatException(message, path, null).Message);
}
