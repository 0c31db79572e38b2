using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Documentation.Tests;

/// <summary>samples/TrainYourOwn reaches the figure that it tells, from the first run.</summary>
public sealed class TrainYourOwnTests : IDisposable
{
    private static readonly string[] Letters = ["A", "E", "H", "Q", "R", "a", "d", "f", "h", "k"];

    private readonly TemporaryFolder _folder = new();

    private string Pictures => Path.Combine(_folder.Path, "pictures");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Signs_that_are_drawn_here_are_read()
    {
        DrawnSigns.Write(Pictures, picturesASign: 15);

        string output = await RunAsync();

        Assert.Matches(@"\nepoch 40/40: loss [\d.]+, accuracy [\d.]+ %, validation [\d.]+ %, 0 s left\n", output);
        Assert.InRange(Accuracy(output), 0.85, 1);
        Assert.Equal(DrawnSigns.Labels, OnnxModel.Load(Path.Combine(_folder.Path, "mine.onnx")).ClassNames);
    }

    [PhotosFact]
    public async Task Photographed_letters_are_read_as_the_sample_says()
    {
        const int picturesAClass = 30;
        string source = PhotosFactAttribute.Folder;
        string[][] rows =
        [
            .. File.ReadLines(Path.Combine(source, "labels.csv")).Skip(1).Select(static line => line.Split(','))
                .Where(static row => Letters.Contains(row[1]))
                .GroupBy(static row => row[1]).SelectMany(rows => rows.OrderBy(static row => row[0], StringComparer.Ordinal).Take(picturesAClass)),
        ];
        Directory.CreateDirectory(Pictures);
        Array.ForEach(rows, row => File.Copy(Path.Combine(source, row[0]), Path.Combine(Pictures, row[0])));
        File.WriteAllLines(Path.Combine(Pictures, "labels.csv"), ["file,label", .. rows.Select(static row => string.Join(',', row))]);

        Assert.Equal(Letters.Length * picturesAClass, rows.Length);
        Assert.InRange(Accuracy(await RunAsync()), 0.95, 1);
    }

    private static double Accuracy(string output) => double.Parse(
        Regex.Match(output, @"\| Accuracy \| ([\d.]+) % \|").Groups[1].Value, CultureInfo.InvariantCulture) / 100;

    private async Task<string> RunAsync()
    {
        string program = Repository.PathOf($"samples/TrainYourOwn/bin/{Repository.Configuration}/net10.0/TrainYourOwn.dll");
        var start = new ProcessStartInfo("dotnet", [program, Pictures])
        {
            WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output + await errors);
        return output.ReplaceLineEndings("\n");
    }
}
