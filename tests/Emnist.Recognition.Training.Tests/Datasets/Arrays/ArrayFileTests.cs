using System.Text.Json;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Tests.Datasets.Arrays;

/// <summary>Files that NumPy and SciPy have written (<c>record_arrays.py</c>).</summary>
public sealed class ArrayFileTests
{
    private static readonly JsonElement Reference = Open();

    public static TheoryData<string> Readable => Names("read");

    public static TheoryData<string> Refused => Names("refused");

    [Theory]
    [MemberData(nameof(Readable))]
    public void Files_of_NumPy_and_SciPy_are_read(string name)
    {
        JsonElement expected = Find("read", name);
        LabeledImages images = Load(expected);

        Assert.Equal((expected.GetProperty("width").GetInt32(), expected.GetProperty("height").GetInt32()), (images.Width, images.Height));
        Assert.Equal(expected.GetProperty("pixels").EnumerateArray().Select(pixel => pixel.GetByte()), images.Pixels.ToArray());
        Assert.Equal(
            expected.GetProperty("names").EnumerateArray().Select(label => label.GetString()),
            images.Labels.ToArray().Select(label => images.ClassNames[label]));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Others_are_refused_with_what_to_do(string name)
    {
        JsonElement file = Find("refused", name);
        var fault = Assert.Throws<DatasetFormatException>(() => NpzFile.Load(new MemoryStream(Bytes(file)), new NpzOptions()));

        Assert.StartsWith("NPZ stream, ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(file.GetProperty("message").GetString()!, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deflated", 1)]
    [InlineData("MATLAB, compressed", 30)]
    [InlineData("MATLAB", 100)]
    public void A_file_that_is_cut_anywhere_is_refused(string name, int step)
    {
        JsonElement file = Find("read", name);
        byte[] whole = Bytes(file);
        for (int length = 0; length < whole.Length - 8; length += step)
        {
            byte[] cut = whole[..length];
            try
            {
                // The last variables of a MATLAB file may not be needed; what is read is right.
                Assert.Equal(3, Load(file, cut).Count);
                Assert.True(file.TryGetProperty("mat", out _));
            }
            catch (DatasetFormatException fault)
            {
                Assert.NotNull(fault.Place);
            }
        }
    }

    [Fact]
    public void An_array_whose_bytes_have_changed_is_refused()
    {
        byte[] file = Bytes(Find("read", "stored"));
        int pixel = file.AsSpan().IndexOf((byte[])[1, 8, 15, 22]);
        file[pixel] = 2;
        var fault = Assert.Throws<DatasetFormatException>(() => NpzFile.Load(new MemoryStream(file), new NpzOptions()));

        Assert.StartsWith("NPZ stream, array 'x_train': expected the checksum of the data, found another.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_that_are_not_there_take_no_memory()
    {
        byte[] file = Bytes(Find("read", "stored"));
        int shape = file.AsSpan().IndexOf("(3, 2, 3), }"u8);
        "(99999,9,9),"u8.CopyTo(file.AsSpan(shape));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<DatasetFormatException>(() => NpzFile.Load(new MemoryStream(file), new NpzOptions()));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void Arrays_are_named_and_numbers_and_sides_told()
    {
        byte[] file = Bytes(Find("read", "both parts, the second"));
        var options = new NpzOptions { ImagesName = "x_test", LabelsName = "y_test", Transposed = true, MaxPixel = 510, Mapping = CharacterMapping.ForCharacters("ABCDEFGHIJ") };
        LabeledImages images = NpzFile.Load(new MemoryStream(file), options);

        Assert.Equal((2, 3), (images.Width, images.Height));
        Assert.Equal([1, 11, 4, 15, 8, 18], images.GetImage(0).ToArray());
        Assert.Equal("HAJ", string.Concat(images.Labels.ToArray().Select(label => images.ClassNames[label])));
    }

    [Theory]
    [InlineData("PK", "a .npz file, a zip archive of NumPy's arrays, found a MATLAB 5 file (.mat). EmnistMat.Load reads EMNIST's.")]
    [InlineData("MATLAB", "a MATLAB 5 file (.mat) of EMNIST, found a zip file, as .npz is. NpzFile.Load reads .npz; unpack any other.")]
    public void One_format_is_told_from_the_other(string start, string message)
    {
        var fault = Assert.Throws<DatasetFormatException>(() => _ = start == "PK"
            ? NpzFile.Load(new MemoryStream(Bytes(Find("read", "MATLAB"))), new NpzOptions())
            : EmnistMat.Load(new MemoryStream(Bytes(Find("read", "stored"))), DatasetPart.Train));

        Assert.EndsWith($"stream, byte 0: expected {message}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_MATLAB_file_without_a_mapping_takes_one()
    {
        string path = Path.Combine(CaseTests.Folder, "letters.mat");
        CharacterMapping letters = CharacterMapping.ForSplit(EmnistSplit.Letters);
        var fault = Assert.Throws<DatasetFormatException>(() => EmnistMat.Load(path, DatasetPart.Train));

        Assert.Contains("expected an array dataset.mapping, found dataset, dataset.train, ", fault.Message, StringComparison.Ordinal);
        Assert.Equal([0, 1, 2], EmnistMat.Load(path, DatasetPart.Train, letters).Labels.ToArray());
        Assert.Throws<DatasetFormatException>(() => EmnistMat.Load(path, DatasetPart.Test, letters));
    }

    private static LabeledImages Load(JsonElement file) => Load(file, Bytes(file));

    private static LabeledImages Load(JsonElement file, byte[] bytes)
    {
        DatasetPart? part = file.GetProperty("part").GetString() is { } name ? Enum.Parse<DatasetPart>(name) : null;
        return file.TryGetProperty("mat", out _)
            ? EmnistMat.Load(new MemoryStream(bytes), part!.Value)
            : NpzFile.Load(new MemoryStream(bytes), new NpzOptions { Part = part });
    }

    private static TheoryData<string> Names(string group) =>
        [.. Reference.GetProperty(group).EnumerateArray().Select(file => file.GetProperty("name").GetString()!)];

    private static JsonElement Find(string group, string name) =>
        Reference.GetProperty(group).EnumerateArray().Single(file => file.GetProperty("name").GetString() == name);

    private static byte[] Bytes(JsonElement file) => file.GetProperty("file").GetBytesFromBase64();

    private static JsonElement Open()
    {
        using Stream stream = typeof(ArrayFileTests).Assembly.GetManifestResourceStream("array_reference.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }
}
