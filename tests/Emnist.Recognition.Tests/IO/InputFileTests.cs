using Emnist.Recognition.Imaging;
using Emnist.Recognition.IO;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tests.IO;

/// <summary>Pictures and models that are named and are no files: a pipe, a link to one, a device, and a file without content.</summary>
public sealed class InputFileTests : IDisposable
{
    private static readonly CharacterRecognizer Recognizer = new();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_never_ends_is_refused_by_name_and_not_waited_for()
    {
        foreach (string path in (string[])[.. NamedPipe.CreateIn(_folder.Path), _folder.Write("empty", [])])
        {
            (Action Read, Type Kind, string Advice)[] doors =
            [
                (() => ImageDecoder.Decode(path), typeof(ImageFormatException), "Name a picture's file."),
                (() => Recognizer.Predict(path), typeof(ImageFormatException), "Name a picture's file."),
                (() => Recognizer.PredictAsync(path).GetAwaiter().GetResult(), typeof(ImageFormatException), "Name a picture's file."),
                (() => OnnxModel.Load(path), typeof(ModelFormatException), "Name a model's file."),
            ];
            foreach ((Action read, Type kind, string advice) in doors)
            {
                Exception refusal = await NamedPipe.RefusalOf(read);

                Assert.Equal((kind, $"{path}: The file is empty, or a pipe or a device. {advice}"), (refusal.GetType(), refusal.Message));
                Assert.Equal(path, ((RecognitionException)refusal).Path);
            }
        }
    }

    [Fact]
    public void A_file_a_link_to_it_and_what_is_missing_are_as_they_were()
    {
        string file = _folder.Write("file", [7]);
        using (FileStream stream = Open(file))
        {
            Assert.Equal(7, stream.ReadByte());
        }

        Assert.Throws<FileNotFoundException>(() => Open(Path.Combine(_folder.Path, "none")));
        Assert.Throws<DirectoryNotFoundException>(() => Open(Path.Combine(_folder.Path, "none", "none")));
        Assert.Throws<UnauthorizedAccessException>(() => Open(_folder.Path));
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string link = Path.Combine(_folder.Path, "link");
        File.CreateSymbolicLink(link, file);
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "broken"), Path.Combine(_folder.Path, "none"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "circle"), Path.Combine(_folder.Path, "circle"));
        using (FileStream stream = Open(link))
        {
            Assert.Equal(7, stream.ReadByte());
        }

        Assert.Throws<FileNotFoundException>(() => Open(Path.Combine(_folder.Path, "broken")));
        Assert.ThrowsAny<IOException>(() => Open(Path.Combine(_folder.Path, "circle")));
    }

    private static FileStream Open(string path) =>
        InputFile.Open(path, bufferSize: 0, FileOptions.None, static () => new InvalidOperationException("It has content."));
}
