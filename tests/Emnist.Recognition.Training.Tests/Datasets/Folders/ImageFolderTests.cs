using System.Runtime.InteropServices;
using System.Text;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Tests.Datasets.Folders;

public sealed class ImageFolderTests : IDisposable
{
    private static readonly byte[] Straight = TestPicture.Stroke(slanted: false);
    private static readonly byte[] Slanted = TestPicture.Stroke(slanted: true);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_a_class()
    {
        Write("b/2.pgm", Straight);
        Write("b/10.pgm", Slanted);
        Write("B/only.pgm", Slanted);
        Write("b/.hidden", [1]);
        Write("b/Thumbs.db", [1]);
        Write("notes.txt", [1]);
        LoadedImageFolder loaded = ImageFolder.Load(_folder.Path);

        Assert.Equal(["B", "b"], loaded.Images.ClassNames);
        Assert.Equal([0, 1, 1], loaded.Images.Labels.ToArray());
        Assert.Equal(["B/only.pgm", "b/10.pgm", "b/2.pgm"], loaded.Files);
        Assert.Empty(loaded.Skipped);
        Assert.Equal((28, 28), (loaded.Images.Width, loaded.Images.Height));
        Assert.Equal(Normalized(Slanted), loaded.Images.GetImage(0).ToArray());
        Assert.Equal(Normalized(Straight), loaded.Images.GetImage(2).ToArray());
    }

    [Fact]
    public void Training_and_test_folders_are_parts_and_no_classes()
    {
        Write("train/a/1.pgm", Straight);
        Write("train/b/1.pgm", Slanted);
        Write("Testing/b/2.pgm", Straight);
        var fault = Assert.Throws<DatasetFormatException>(() => ImageFolder.Load(_folder.Path));

        Assert.Equal(
            $"{_folder.Path}, its content: expected a folder for each class, found the parts of a data set, 'Testing', 'train'. "
            + $"Name one of them, such as {Path.Combine(_folder.Path, "Testing")}, or take it by ImageFolderOptions.Part.",
            fault.Message);
        Assert.Throws<DatasetFormatException>(() => ImageFolder.List(_folder.Path));
        Assert.Equal(["train/a/1.pgm", "train/b/1.pgm"], ImageFolder.Load(_folder.Path, DatasetPart.Train).Files);
        Assert.Equal(
            [new LabeledFile("train/a/1.pgm", "a"), new LabeledFile("train/b/1.pgm", "b")], ImageFolder.List(_folder.Path, DatasetPart.Train));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageFolder.List(_folder.Path, (DatasetPart)9));
        LoadedImageFolder test = ImageFolder.Load(_folder.Path, new ImageFolderOptions { Part = DatasetPart.Test, ClassNames = ["a", "b"] });
        Assert.Equal(["Testing/b/2.pgm"], test.Files);
        Assert.Equal([1], test.Images.Labels.ToArray());
        Assert.Equal(["a", "b"], ImageFolder.Load(Path.Combine(_folder.Path, "train")).Images.ClassNames);
    }

    [Fact]
    public void Loose_pictures_in_training_and_test_folders_are_no_classes_unless_said_so()
    {
        Write("train/1.pgm", Straight);
        Write("val/1.pgm", Slanted);

        Assert.Throws<DatasetFormatException>(() => ImageFolder.Load(_folder.Path));
        Assert.Equal(2, ImageFolder.Load(_folder.Path, new ImageFolderOptions { ClassNames = ["train", "val"] }).Images.Count);
        Assert.Contains(
            "expected one folder 'test' or 'testing', found none.",
            Assert.Throws<DatasetFormatException>(() => ImageFolder.Load(_folder.Path, DatasetPart.Test)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_may_have_a_table()
    {
        _folder.Write(Directory.CreateDirectory(Path.Combine(_folder.Path, "test")).Name + "/labels.csv", "file,label\n1.pgm,Q\n"u8.ToArray());
        Write("test/1.pgm", Straight);

        Assert.Equal(["Q"], ImageFolder.Load(_folder.Path, DatasetPart.Test).Images.ClassNames);
    }

    [Fact]
    public void Pictures_that_lie_a_folder_too_deep_are_not_left_out_in_silence()
    {
        Write("a/1.pgm", Straight);
        Write("b/one writer/1.pgm", Slanted);
        var fault = Assert.Throws<DatasetFormatException>(() => ImageFolder.Load(_folder.Path));

        Assert.StartsWith(
            $"{_folder.Path}, b: expected pictures, in the folder of a class, found none but in its folders, such as 'one writer'.",
            fault.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_gives_files_and_labels()
    {
        Write("pictures/a.pgm", Straight);
        Write("b, \"second\".pgm", Slanted);
        WriteTable("writer,label,file\r\n1,ä,pictures\\a.pgm\r\n2,\"A,B\",\"b, \"\"second\"\".pgm\"\r\n");
        LoadedImageFolder loaded = ImageFolder.Load(_folder.Path);

        Assert.Equal(["A,B", "ä"], loaded.Images.ClassNames);
        Assert.Equal([1, 0], loaded.Images.Labels.ToArray());
        Assert.Equal(["pictures/a.pgm", "b, \"second\".pgm"], loaded.Files);
        Assert.Equal(Normalized(Straight), loaded.Images.GetImage(0).ToArray());
    }

    [Theory]
    [InlineData("\n", "line 1: expected a column 'file', found ''.")]
    [InlineData("file,name\n", "line 1: expected a column 'label', found 'file,name'.")]
    [InlineData("file,label\na.pgm\n", "line 2: expected at least 2 fields, found 1.")]
    [InlineData("file,label\n\na.pgm,\n", "line 3: expected a label, found none.")]
    [InlineData("file,label\n,x\n", "line 2: expected a file below the folder, found ''.")]
    [InlineData("file,label\n../a.pgm,x\n", "line 2: expected a file below the folder, found '../a.pgm'.")]
    [InlineData("file,label\n..\\a.pgm,x\n", "line 2: expected a file below the folder, found '..\\a.pgm'.")]
    [InlineData("file,label\nb/../../c/a.pgm,x\n", "line 2: expected a file below the folder, found 'b/../../c/a.pgm'.")]
    [InlineData("file,label\n/etc/passwd,x\n", "line 2: expected a file below the folder, found '/etc/passwd'.")]
    [InlineData("file,label\n.,x\n", "line 2: expected a file below the folder, found '.'.")]
    [InlineData("file,label\na.pgm,x\nb/../a.pgm,y\n", "line 3: expected each file once, found 'a.pgm' of line 2 again.")]
    public void A_fault_of_the_table_names_its_line(string table, string message)
    {
        WriteTable(table);
        var fault = Assert.Throws<DatasetFormatException>(() => ImageFolder.Load(_folder.Path));

        Assert.Equal(
            $"{Path.Combine(_folder.Path, "labels.csv")}, {message} The first line names the columns, two of which are 'file' and "
            + "'label'.",
            fault.Message);
    }

    [Theory]
    [InlineData("file,label\na.pgm,A\nb.pgm, A\n")]
    [InlineData("\uFEFFfile , label\n a.pgm,A \n\tb.pgm,\"A\"\n")]
    public void Blanks_around_what_is_not_quoted_make_no_other_class(string table)
    {
        Write("a.pgm", Straight);
        Write("b.pgm", Slanted);
        WriteTable(table);
        LoadedImageFolder loaded = ImageFolder.Load(_folder.Path);

        Assert.Equal(["A"], loaded.Images.ClassNames);
        Assert.Equal(["a.pgm", "b.pgm"], loaded.Files);
    }

    [Fact]
    public void A_table_that_is_not_in_UTF_8_is_refused()
    {
        _folder.Write("labels.csv", Encoding.Latin1.GetBytes("file,label\na.pgm,\u00E4\n"));
        var fault = Assert.Throws<DatasetFormatException>(() => ImageFolder.Load(_folder.Path));

        Assert.Equal(
            $"{Path.Combine(_folder.Path, "labels.csv")}, line 1 or soon after: expected text in UTF-8, found the bytes e4. Save the file as UTF-8.",
            fault.Message);
    }

    [Fact]
    public void Names_without_files_take_no_memory_for_pictures()
    {
        const int Count = 3_000;
        Write("a.pgm", Straight);
        Write("b.pgm", Slanted);
        WriteTable("file,label\na.pgm,A\n" + string.Concat(Enumerable.Range(0, Count).Select(static i => $"{i},B\n")) + "b.pgm,B\n");
        LoadedImageFolder loaded = Skipping();

        Assert.Equal(["a.pgm", "b.pgm"], loaded.Files);
        Assert.Equal([0, 1], loaded.Images.Labels.ToArray());
        Assert.Equal((Count, "0", $"{Count - 1}"), (loaded.Skipped.Count, loaded.Skipped[0].File, loaded.Skipped[^1].File));
        Assert.Equal(Normalized(Slanted), loaded.Images.GetImage(1).ToArray());
        Assert.True(MemoryMarshal.TryGetArray(loaded.Images.Pixels, out ArraySegment<byte> pixels));
        Assert.Equal(2 * 784, pixels.Array!.Length);
    }

    [Fact]
    public void The_first_unreadable_picture_is_refused_by_name()
    {
        Write("a/1.pgm", Straight);
        Write("a/2.png", "no picture"u8.ToArray());
        Write("a/3.pgm", TestPicture.Blank());
        for (int threads = 1; threads <= 8; threads *= 2)
        {
            var options = new ImageFolderOptions { MaxDegreeOfParallelism = threads };
            var fault = Assert.Throws<DatasetFormatException>(() => ImageFolder.Load(_folder.Path, options));

            Assert.StartsWith($"{_folder.Path}, a/2.png: ", fault.Message, StringComparison.Ordinal);
            Assert.EndsWith(
                " Mend or remove the picture, or leave such pictures out with ImageFolderOptions.UnreadableImages.",
                fault.Message,
                StringComparison.Ordinal);
            Assert.IsType<ImageFormatException>(fault.InnerException);
        }
    }

    [Fact]
    public void Unreadable_pictures_are_skipped_by_name_on_request()
    {
        Write("a/1.png", "no picture"u8.ToArray());
        Write("a/2.pgm", Straight);
        Write("b/1.pgm", TestPicture.Blank());
        Write("b/2.pgm", Slanted);
        Write("c/1.pgm", Slanted[..100]);
        LoadedImageFolder loaded = Skipping();

        Assert.Equal(["a/2.pgm", "b/2.pgm"], loaded.Files);
        Assert.Equal([0, 1], loaded.Images.Labels.ToArray());
        Assert.Equal(["a", "b", "c"], loaded.Images.ClassNames);
        Assert.Equal(["a/1.png", "b/1.pgm", "c/1.pgm"], loaded.Skipped.Select(skipped => skipped.File));
        Assert.Equal("There is no character to see in it.", loaded.Skipped[1].Reason);
        Assert.Equal(Normalized(Straight), loaded.Images.GetImage(0).ToArray());
        Assert.Equal(Normalized(Slanted), loaded.Images.GetImage(1).ToArray());
    }

    [Fact]
    public void Files_that_are_not_there_are_unreadable()
    {
        Write("a.pgm", Straight);
        WriteTable("file,label\ngone.pgm,x\na.pgm,y\n");

        Assert.Contains("gone.pgm", Assert.Throws<DatasetFormatException>(() => ImageFolder.Load(_folder.Path)).Message, StringComparison.Ordinal);
        Assert.Equal(["gone.pgm"], Skipping().Skipped.Select(skipped => skipped.File));
    }

    [Fact]
    public void A_folder_with_no_picture_left_is_refused()
    {
        Write("a/1.png", "no picture"u8.ToArray());

        var fault = Assert.Throws<DatasetFormatException>(() => Skipping());

        Assert.StartsWith(
            $"{_folder.Path}, a/1.png: expected at least one picture that can be read, found none among 1: ",
            fault.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("file,label\n")]
    public void A_folder_without_pictures_is_refused(string? table)
    {
        if (table is not null)
        {
            WriteTable(table);
        }

        var fault = Assert.Throws<DatasetFormatException>(() => ImageFolder.Load(_folder.Path));

        Assert.Equal(
            $"{_folder.Path}, its content: expected a folder of pictures for each class, or labels.csv, found no picture in a folder of its class. "
            + "Name the folder that holds the classes' folders.",
            fault.Message);
    }

    [Fact]
    public void A_missing_folder_is_refused() => Assert.Throws<DirectoryNotFoundException>(
        () => ImageFolder.Load(Path.Combine(_folder.Path, "gone")));

    [Fact]
    public void Classes_can_be_given()
    {
        Write("2/1.pgm", Straight);
        Write("10/1.pgm", Slanted);
        string[] names = ["1", "2", "10"];
        LoadedImageFolder loaded = ImageFolder.Load(_folder.Path, new ImageFolderOptions { ClassNames = names });

        Assert.Equal(names, loaded.Images.ClassNames);
        Assert.Equal([2, 1], loaded.Images.Labels.ToArray());

        var fault = Assert.Throws<DatasetFormatException>(
            () => ImageFolder.Load(_folder.Path, new ImageFolderOptions { ClassNames = ["1", "2"] }));
        Assert.Equal(
            $"{_folder.Path}, 10/1.pgm: expected one of the 2 classes given, found '10'. "
            + "Name it in ImageFolderOptions.ClassNames, or leave it out.",
            fault.Message);
    }

    [Fact]
    public void More_classes_than_a_label_can_tell_are_refused()
    {
        Write("a.pgm", Straight);
        WriteTable("file,label\n" + string.Concat(Enumerable.Range(0, 257).Select(i => $"{i}.pgm,{i}\n")));

        var fault = Assert.Throws<DatasetFormatException>(() => Skipping());

        Assert.Contains("expected at most 256 classes, found 257", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_in_EMNISTs_form_can_be_kept_as_they_are()
    {
        byte[] pixels = [.. Enumerable.Range(0, 784).Select(i => (byte)i)];
        Write("a/1.pgm", TestPicture.Pgm(28, 28, pixels));
        Write("a/2.pgm", Straight);
        LoadedImageFolder kept = ImageFolder.Load(_folder.Path, new ImageFolderOptions { KeepImagesOf28x28 = true });

        Assert.Equal(pixels, kept.Images.GetImage(0).ToArray());
        Assert.Equal(Normalized(Straight), kept.Images.GetImage(1).ToArray());
    }

    [Fact]
    public void A_class_with_one_image_stays_in_the_training_part()
    {
        Write("a/1.pgm", Straight);
        Write("b/1.pgm", Slanted);
        Write("b/2.pgm", Slanted);
        (LabeledImages remaining, LabeledImages part) = ImageFolder.Load(_folder.Path).Images.Split(0.5, 1);

        Assert.Equal([1, 1], remaining.CountByClass());
        Assert.Equal([0, 1], part.CountByClass());
    }

    [Fact]
    public void Work_can_be_cancelled()
    {
        Write("a/1.pgm", Straight);

        Assert.Throws<OperationCanceledException>(
            () => ImageFolder.Load(_folder.Path, new ImageFolderOptions(), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Files_are_listed_without_being_read()
    {
        Assert.Empty(ImageFolder.List(_folder.Path));
        Write("b/2.png", []);
        Write("a/1.png", []);

        Assert.Equal([new LabeledFile("a/1.png", "a"), new LabeledFile("b/2.png", "b")], ImageFolder.List(_folder.Path));
    }

    [Fact]
    public void Another_decoder_brings_another_format()
    {
        Write("a/1.xyz", [7]);
        var decoder = new OneFormatDecoder();

        LoadedImageFolder loaded = ImageFolder.Load(_folder.Path, new ImageFolderOptions { Decoder = decoder, KeepImagesOf28x28 = true });

        Assert.Equal(Enumerable.Repeat((byte)7, 784), loaded.Images.Pixels.ToArray());
    }

    [Fact]
    public void Options_are_checked()
    {
        ImageFolderOptions[] wrong =
        [
            new() { MaxDegreeOfParallelism = 0 },
            new() { UnreadableImages = (UnreadableImages)2 },
            new() { ClassNames = ["a", "a"] },
            new() { ClassNames = [] },
            new() { Decoder = null! },
            new() { DecoderOptions = null! },
            new() { DecoderOptions = new ImageDecoderOptions { MaxPixels = 0 } },
        ];
        Write("a/1.pgm", Straight);
        Assert.All(wrong, options => Assert.ThrowsAny<ArgumentException>(() => ImageFolder.Load(_folder.Path, options)));
        Assert.Same(ImageDecoder.BuiltIn, new ImageFolderOptions().Decoder);
        Assert.Equal("LoadedImageFolder: 1 images, 0 skipped, 1 classes", $"{ImageFolder.Load(_folder.Path)}");
    }

    /// <summary>People's photographs and drawings, some of each class, in the order of their table.</summary>
    [PhotosTheory]
    [InlineData("digits_hwd1000", 3, 100, 10)]
    [InlineData("paper_photos_6200", 15, 124, 62)]
    public void Real_tables_load(string name, int every, int count, int classes)
    {
        string from = Path.Combine(TestData.PhotosFolder!, name);
        string[] rows = [.. File.ReadLines(Path.Combine(from, "labels.csv")).Skip(1).Where((_, i) => i % every == 0)];
        foreach (string row in rows)
        {
            string file = row[..row.IndexOf(',', StringComparison.Ordinal)];
            File.Copy(Path.Combine(from, file), Path.Combine(_folder.Path, file));
        }

        WriteTable("file,label\n" + string.Join('\n', rows));
        LoadedImageFolder loaded = ImageFolder.Load(_folder.Path);

        Assert.Equal((count, classes), (loaded.Images.Count, loaded.Images.ClassNames.Count));
        Assert.Equal(
            rows, loaded.Files.Zip(loaded.Images.Labels.ToArray(), (file, label) => $"{file},{loaded.Images.ClassNames[label]}"));
    }

    [Fact]
    public void Pictures_are_framed_as_the_network_wants_them()
    {
        byte[] picture = TestPicture.Stroke(slanted: true);
        Write("a/1.pgm", picture);
        byte[] expected = new byte[784];
        CharacterNormalizer.Normalize(ImageDecoder.Decode(picture), CharacterFraming.Mnist, expected);

        LoadedImageFolder mnist = ImageFolder.Load(_folder.Path, new ImageFolderOptions { Framing = CharacterFraming.Mnist });

        Assert.Equal(expected, mnist.Images.Pixels.ToArray());
        Assert.Equal(Normalized(picture), ImageFolder.Load(_folder.Path).Images.Pixels.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageFolder.Load(_folder.Path, new ImageFolderOptions { Framing = (CharacterFraming)2 }));
    }

    /// <summary>As a folder of a stranger may have them: links round in a circle, to what has no end, and to whom nobody writes.</summary>
    [Fact]
    public async Task Links_lead_nowhere()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Write("a/good.pgm", Straight);
        string[] ends = [.. NamedPipe.CreateIn(Path.Combine(_folder.Path, "a"))];
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "a", "circle"), Path.Combine(_folder.Path, "a", "circle"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "a", "device"), ends[^1]);

        LoadedImageFolder loaded = await Task.Run(Skipping).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["a/good.pgm"], loaded.Files);
        Assert.Equal(["a/circle", "a/device", "a/link", "a/pipe"], loaded.Skipped.Select(static skipped => skipped.File));

        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "round"), _folder.Path);
        Exception refusal = await NamedPipe.RefusalOf(() => Skipping());
        Assert.Contains("none but in its folders, such as 'a'", Assert.IsType<DatasetFormatException>(refusal).Message, StringComparison.Ordinal);
    }

    /// <summary>A file of one byte is a picture of that grey.</summary>
    private sealed class OneFormatDecoder : IImageDecoder
    {
        public GrayImage Decode(ReadOnlyMemory<byte> encoded, ImageDecoderOptions options)
        {
            byte[] pixels = new byte[784];
            pixels.AsSpan().Fill(encoded.Span[0]);
            return new GrayImage(28, pixels);
        }
    }

    private static byte[] Normalized(byte[] picture)
    {
        byte[] pixels = new byte[784];
        Assert.Equal(PredictionStatus.Recognized, CharacterNormalizer.Normalize(ImageDecoder.Decode(picture), pixels));
        return pixels;
    }

    private LoadedImageFolder Skipping() =>
        ImageFolder.Load(_folder.Path, new ImageFolderOptions { UnreadableImages = UnreadableImages.Skip });

    private void WriteTable(string text) => _folder.Write("labels.csv", Encoding.UTF8.GetBytes(text));

    private void Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, Path.GetDirectoryName(name)!));
        _folder.Write(name, bytes);
    }
}
