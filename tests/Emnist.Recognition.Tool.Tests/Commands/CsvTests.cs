using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Tests.Commands;

/// <summary>CSV files in Kaggle's form, wherever images are named.</summary>
public sealed class CsvTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_CSV_file_is_measured_as_its_images_are()
    {
        string lying = Write("emnist-balanced-test.csv", lying: true);
        string standing = Write("mine.csv", lying: false);

        Assert.Equal((16, 1.0), Result(await ToolRun.Of("evaluate", "--csv", lying, "--json")));
        Assert.Equal((16, 1.0), Result(await ToolRun.Of("evaluate", "--csv", standing, "--split", "balanced", "--upright", "--json")));
        Assert.True(Result(await ToolRun.Of("evaluate", "--csv", standing, "--split", "balanced", "--json")).Accuracy < 0.5);
    }

    [Fact]
    public async Task Labels_beyond_the_mapping_are_told_by_their_line()
    {
        ToolRun run = await ToolRun.Of("evaluate", "--csv", Write("mine.csv", lying: true));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("line ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_CSV_file_is_shown_and_trained_on()
    {
        string file = Write("emnist-balanced-test.csv", lying: true);
        string model = Path.Combine(_folder.Path, "mine.onnx");

        ToolRun samples = await ToolRun.Of("samples", "--csv", file, "--count", "16");
        ToolRun train = await ToolRun.Of("train", "--csv", file, "--network", "mnist-mlp", "--epochs", "1", "--validation", "0", "--output", model);

        Assert.Equal((0, ""), (samples.ExitCode, samples.Error));
        Assert.DoesNotContain("wrong", samples.Output, StringComparison.Ordinal);
        Assert.Equal(0, train.ExitCode);
        Assert.Equal(("emnist-balanced-test.csv", 47), (OnnxModel.Load(model).Metadata["training_set"], OnnxModel.Load(model).ClassNames.Count));
    }

    [Fact]
    public async Task Files_of_NumPy_and_MATLAB_are_measured_too()
    {
        string cases = Path.Combine(Checkout.Root, "tests", "Emnist.Recognition.Training.Tests", "Datasets", "Cases");
        string npz = Path.Combine(cases, "letters.npz");
        string mat = Path.Combine(cases, "letters.mat");

        Assert.Equal((3, 1.0), Result(await ToolRun.Of("evaluate", "--npz", npz, "--split", "letters", "--json")));
        Assert.Equal((3, 1.0), Result(await ToolRun.Of("evaluate", "--mat", mat, "--part", "train", "--split", "letters", "--json")));
        Assert.Equal((3, 1.0), Result(await ToolRun.Of("evaluate", "--csv", Path.Combine(cases, "letter-label.csv"), "--upright", "--json")));
    }

    [Fact]
    public async Task Labels_of_NumPy_may_be_in_a_file_of_their_own()
    {
        string cases = Path.Combine(Checkout.Root, "tests", "Emnist.Recognition.Training.Tests", "Datasets", "Cases");
        (string images, string labels) = (Path.Combine(_folder.Path, "images.npz"), Path.Combine(_folder.Path, "labels.npz"));
        Split(Path.Combine(cases, "letters.npz"), images, labels);

        Assert.Equal((3, 1.0), Result(await ToolRun.Of("evaluate", "--npz", images, "--labels", labels, "--split", "letters", "--json")));
    }

    [Fact]
    public async Task Numbers_of_0_to_16_need_their_largest()
    {
        byte[] image = new byte[28 * 28];
        CharacterNormalizer.Normalize(ImageDecoder.Decode(File.ReadAllBytes(ShippedPictures.DigitTwo)), image);
        string file = _folder.Write("digits.csv", Encoding.ASCII.GetBytes($"2,{string.Join(',', image.Select(pixel => (pixel + 7) / 16))}\n"));
        ToolRun refused = await ToolRun.Of("evaluate", "--csv", file, "--upright");

        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Equal(
            $"emnist: {file}, line 2: expected pixels of 0 to 255, found none above 16. Set --max-pixel to the number that is full ink, such as 16 or 255.",
            Assert.Single(refused.ErrorLines));
        Assert.Equal((1, 1.0), Result(await ToolRun.Of("evaluate", "--csv", file, "--upright", "--max-pixel", "16", "--json")));
    }

    [Fact]
    public async Task What_a_program_would_set_is_not_advised()
    {
        string table = _folder.Write("places.csv", "x,y,width,height\n60,190,56,70\n"u8.ToArray());
        string large = _folder.Write("large.pgm", "P5 9000 9000 255\n"u8.ToArray());

        ToolRun csv = await ToolRun.Of("evaluate", "--csv", table);
        ToolRun npz = await ToolRun.Of("evaluate", "--npz", ShippedPictures.DigitTwo);
        ToolRun picture = await ToolRun.Of("read", large);

        Assert.EndsWith(" Put the labels into the first column.", Assert.Single(csv.ErrorLines), StringComparison.Ordinal);
        Assert.EndsWith(" A folder of pictures is named by --folder or --dataset.", Assert.Single(npz.ErrorLines), StringComparison.Ordinal);
        Assert.EndsWith(" over the limit of 50000000 pixels. Make it smaller.", Assert.Single(picture.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_of_a_folder_is_measured_and_trained_on()
    {
        foreach ((string part, string picture) in ((string, string)[])[("train", ShippedPictures.DigitTwo), ("train", ShippedPictures.Files[1]), ("test", ShippedPictures.Files[0])])
        {
            string folder = Directory.CreateDirectory(Path.Combine(_folder.Path, part, ShippedPictures.LabelOf(picture))).FullName;
            File.Copy(picture, Path.Combine(folder, "1.png"));
        }

        string model = Path.Combine(_folder.Path, "mine.onnx");
        ToolRun unsaid = await ToolRun.Of("evaluate", "--folder", _folder.Path);
        ToolRun train = await ToolRun.Of(
            "train", "--dataset", _folder.Path, "--part", "train", "--network", "mnist-mlp", "--epochs", "1", "--validation", "0", "--output", model);

        Assert.EndsWith("or take it by --part.", Assert.Single(unsaid.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(1, Result(await ToolRun.Of("evaluate", "--folder", _folder.Path, "--part", "test", "--json")).Images);
        Assert.Equal(0, train.ExitCode);
        Assert.Equal(["2", "3"], OnnxModel.Load(model).ClassNames);
    }

    /// <summary>Writes the images and the labels of a .npz file into one each.</summary>
    private static void Split(string file, string images, string labels)
    {
        using ZipArchive whole = ZipFile.OpenRead(file);
        foreach (ZipArchiveEntry entry in whole.Entries)
        {
            using ZipArchive part = ZipFile.Open(entry.Name[0] == 'x' ? images : labels, ZipArchiveMode.Create);
            using Stream from = entry.Open();
            using Stream to = part.CreateEntry("arr_0.npy").Open();
            from.CopyTo(to);
        }
    }

    private string Write(string name, bool lying)
    {
        IReadOnlyList<string> classes = CharacterMapping.ForSplit(EmnistSplit.Balanced).ClassNames;
        IEnumerable<string> rows = ShippedPictures.Files.Select(file =>
        {
            byte[] image = new byte[28 * 28];
            CharacterNormalizer.Normalize(ImageDecoder.Decode(File.ReadAllBytes(file)), image);
            IEnumerable<byte> pixels = lying ? Enumerable.Range(0, image.Length).Select(i => image[((i % 28) * 28) + (i / 28)]) : image;
            int label = classes.ToList().IndexOf(ShippedPictures.LabelOf(file));
            return $"{(label >= 0 ? label : classes.ToList().IndexOf(ShippedPictures.LabelOf(file).ToUpperInvariant()))},{string.Join(',', pixels)}";
        });
        return _folder.Write(name, Encoding.ASCII.GetBytes(string.Join('\n', rows)));
    }

    private static (int Images, double Accuracy) Result(ToolRun run)
    {
        JsonElement result = JsonDocument.Parse(run.Output).RootElement;
        return (result.GetProperty("images").GetInt32(), result.GetProperty("accuracy").GetDouble());
    }
}
