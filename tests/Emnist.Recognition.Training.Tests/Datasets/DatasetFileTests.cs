using System.IO.Pipes;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Tests.Datasets.Folders;

namespace Emnist.Recognition.Training.Tests.Datasets;

/// <summary>What is named as a data set's file and is none: a pipe, a link to one, a device, and a file without content.</summary>
public sealed class DatasetFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_refused_by_name_and_not_waited_for()
    {
        string images = _folder.Write("images.npz", NpzBytes.Make(("arr_0", [1, 2, 2], [1, 2, 3, 200])));
        foreach (string path in (string[])[.. NamedPipe.CreateIn(_folder.Path), _folder.Write("empty", [])])
        {
            Action[] doors =
            [
                () => EmnistCsv.Load(path, EmnistSplit.Balanced),
                () => IdxFile.ReadImages(path),
                () => IdxFile.ReadLabels(path),
                () => NpzFile.Load(path, DatasetPart.Train),
                () => NpzFile.Load(images, new NpzOptions { LabelsPath = path }),
                () => EmnistMat.Load(path, DatasetPart.Train),
                () => EmnistMat.Load(path, DatasetPart.Train, CharacterMapping.Digits),
                () => CharacterMapping.Read(path),
            ];
            foreach (Action read in doors)
            {
                Exception refusal = await NamedPipe.RefusalOf(read);

                Assert.IsType<DatasetFormatException>(refusal);
                Assert.Equal(
                    $"{path}, byte 0: expected a file with content, found an empty one, or a pipe or a device. Save the data as a file, and name that.",
                    refusal.Message);
            }
        }
    }

    /// <summary>As a shell's <c>&lt;(zcat file)</c> has it: what it writes is read to its end.</summary>
    [Fact]
    public void What_a_shell_hands_over_is_read()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        string path = $"/proc/self/fd/{pipe.GetClientHandleAsString()}";
        pipe.Write("1,200\n2,9\n"u8);
        pipe.SafePipeHandle.Dispose();

        Assert.Equal([200, 9], EmnistCsv.Load(path, new EmnistCsvOptions { Size = 1 }).Pixels.ToArray());
    }

    [Fact]
    public async Task Among_a_folders_pictures_it_is_named_or_skipped()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "a"));
        _folder.Write("a/good.pgm", TestPicture.Stroke(slanted: true));
        int pipes = NamedPipe.CreateIn(Path.Combine(_folder.Path, "a")).Count(path => path.StartsWith(_folder.Path, StringComparison.Ordinal));
        _folder.Write("a/empty", []);
        LoadedImageFolder? loaded = null;
        Exception? none = await Record.ExceptionAsync(() => Task.Run(() =>
        {
            loaded = ImageFolder.Load(_folder.Path, new ImageFolderOptions { UnreadableImages = UnreadableImages.Skip });
        }).WaitAsync(TimeSpan.FromMinutes(1)));
        Exception refusal = await NamedPipe.RefusalOf(() => ImageFolder.Load(_folder.Path));

        Assert.Null(none);
        Assert.Equal(["a/good.pgm"], loaded!.Files);
        Assert.Equal(pipes + 1, loaded.Skipped.Count);
        Assert.All(loaded.Skipped, skipped => Assert.StartsWith("The file is empty, or a pipe or a device.", skipped.Reason, StringComparison.Ordinal));
        Assert.StartsWith($"{_folder.Path}, a/empty: The file is empty, or a pipe or a device.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_a_table_of_labels_it_is_named()
    {
        if (NamedPipe.CreateIn(_folder.Path) is not [var pipe, ..])
        {
            return;
        }

        File.Move(pipe, Path.Combine(_folder.Path, "labels.csv"));
        Exception refusal = await NamedPipe.RefusalOf(() => ImageFolder.List(_folder.Path));

        Assert.StartsWith(
            $"{Path.Combine(_folder.Path, "labels.csv")}, byte 0: expected a file with content", Assert.IsType<DatasetFormatException>(refusal).Message, StringComparison.Ordinal);
    }
}
