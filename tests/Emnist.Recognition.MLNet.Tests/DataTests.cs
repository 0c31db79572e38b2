using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Tests;

[Collection("EMNIST_HOME")]
public class DataTests
{
    private static readonly MLContext Ml = new(seed: 1);

    [Fact]
    public void Images_are_rows_of_pixels_and_a_name()
    {
        IDataView view = Ml.Data.LoadCharacterImages(Characters.Images);
        byte[][] pixels = [.. view.GetColumn<byte[]>("Pixels")];
        string[] labels = Characters.Texts(view, "Label");

        Assert.Equal(new VectorDataViewType(NumberDataViewType.Byte, 784), view.Schema["Pixels"].Type);
        Assert.Equal(Characters.Images.Count, view.GetRowCount());
        Assert.Equal(Characters.Images.Count, pixels.Length);
        for (int i = 0; i < pixels.Length; i++)
        {
            Assert.Equal(Characters.Images.GetImage(i), pixels[i]);
            Assert.Equal(Characters.Images.ClassNames[Characters.Images.GetLabel(i)], labels[i]);
        }
    }

    [Fact]
    public void A_cursor_gives_what_was_asked_for_from_its_first_row_to_its_last()
    {
        IDataView view = Ml.Data.LoadCharacterImages(Characters.Images.Slice(0, 2));
        DataViewSchema.Column label = view.Schema["Label"];
        using DataViewRowCursor cursor = view.GetRowCursor([label]);
        ValueGetter<ReadOnlyMemory<char>> getter = cursor.GetGetter<ReadOnlyMemory<char>>(label);
        ReadOnlyMemory<char> value = default;

        Assert.Equal(-1, cursor.Position);
        Assert.Throws<InvalidOperationException>(() => getter(ref value));
        Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<VBuffer<byte>>(view.Schema["Pixels"]));
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(label));
        Assert.True(cursor.MoveNext());
        Assert.True(cursor.MoveNext());
        Assert.Equal(1, cursor.Position);
        Assert.False(cursor.MoveNext());
        Assert.False(cursor.MoveNext());
        Assert.Throws<InvalidOperationException>(() => getter(ref value));
    }

    [Fact]
    public void Rows_are_shuffled_with_their_labels_and_ids()
    {
        IDataView view = Ml.Data.LoadCharacterImages(Characters.Images);
        string[] order = [.. Rows(view, null)];
        string[] shuffled = [.. Rows(view, new Random(3))];

        Assert.NotEqual(order, shuffled);
        Assert.Equal(order.Order(StringComparer.Ordinal), shuffled.Order(StringComparer.Ordinal));
        Assert.Equal(shuffled, Rows(view, new Random(3)));
    }

    [Fact]
    public void EMNIST_and_MNIST_are_found_where_the_library_finds_them()
    {
        using var folder = new TemporaryFolder();
        byte[] pixels = new byte[3 * 784];
        new Random(1).NextBytes(pixels);
        foreach (string part in new[] { "train", "test" })
        {
            folder.Write($"emnist-balanced-{part}-images-idx3-ubyte", IdxBytes.Images(3, 28, 28, pixels));
            folder.Write($"emnist-balanced-{part}-labels-idx1-ubyte", IdxBytes.Labels(0, 46, 10));
            string mnist = part == "train" ? "train" : "t10k";
            folder.Write($"{mnist}-images-idx3-ubyte", IdxBytes.Images(3, 28, 28, pixels));
            folder.Write($"{mnist}-labels-idx1-ubyte", IdxBytes.Labels(7, 8, 9));
        }

        string? emnist = Environment.GetEnvironmentVariable("EMNIST_HOME");
        string? mnistHome = Environment.GetEnvironmentVariable("MNIST_HOME");
        try
        {
            Environment.SetEnvironmentVariable("EMNIST_HOME", folder.Path);
            Environment.SetEnvironmentVariable("MNIST_HOME", folder.Path);
            LabeledImages expected = EmnistDataset.Load(EmnistSplit.Balanced, DatasetPart.Test);
            IDataView balanced = Ml.Data.LoadEmnist(EmnistSplit.Balanced, DatasetPart.Test);

            Assert.Equal(expected.GetImage(1), balanced.GetColumn<byte[]>("Pixels").ElementAt(1));
            Assert.Equal(["0", "t", "A"], Characters.Texts(balanced, "Label"));
            Assert.Equal(["7", "8", "9"], Characters.Texts(Ml.Data.LoadMnist(DatasetPart.Train), "Label"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("EMNIST_HOME", emnist);
            Environment.SetEnvironmentVariable("MNIST_HOME", mnistHome);
        }
    }

    [Fact]
    public void A_folder_is_listed_with_whole_paths()
    {
        IDataView files = Ml.Data.LoadCharacterFiles(Characters.SampleFolder);

        Assert.All(Characters.Texts(files, "Path"), path => Assert.True(File.Exists(path), path));
        Assert.Equal(
            ImageFolder.List(Characters.SampleFolder).Select(file => file.ClassName), Characters.Texts(files, "Label"));
    }

    [Fact]
    public void The_core_and_training_do_not_know_ML_NET()
    {
        foreach (Type type in new[] { typeof(CharacterRecognizer), typeof(LabeledImages) })
        {
            Assert.DoesNotContain(
                type.Assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("Microsoft.ML", StringComparison.Ordinal));
        }

        Assert.Equal(new Version(1, 0, 0, 0), typeof(CharacterCatalog).Assembly.GetName().Version);
    }

    private static List<string> Rows(IDataView view, Random? random)
    {
        var rows = new List<string>();
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema, random);
        ValueGetter<VBuffer<byte>> pixels = cursor.GetGetter<VBuffer<byte>>(view.Schema["Pixels"]);
        ValueGetter<ReadOnlyMemory<char>> label = cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["Label"]);
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
        (VBuffer<byte> row, ReadOnlyMemory<char> name, DataViewRowId rowId) = (default, default, default);
        while (cursor.MoveNext())
        {
            pixels(ref row);
            label(ref name);
            id(ref rowId);
            rows.Add($"{rowId} {name} {Convert.ToHexString(row.GetValues())}");
        }

        return rows;
    }
}
