using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

/// <summary>The results that the model card reports, by the commands that it gives.</summary>
public sealed partial class EvaluateRealDataTests
{
    [RealDataFact(new[] { "emnist/emnist-merged47-test-images-idx3-ubyte.gz", "photos/digits_hwd1000", "photos/paper_photos_6200" })]
    public async Task The_embedded_model_has_the_results_of_its_card()
    {
        string card = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "model-card.md"));
        MatchCollection rows = ResultRow().Matches(card);
        Assert.Equal(8, rows.Count);
        foreach (Match row in rows)
        {
            ToolRun run = await ToolRun.Of(["evaluate", "--json", .. row.Groups["options"].Value.Split(' ').SelectMany(ToPaths)]);
            Assert.True(run.ExitCode == 0, string.Join('\n', run.ErrorLines));
            JsonElement measured = JsonDocument.Parse(run.Output).RootElement;
            double images = Number(row, "images");
            Assert.Equal(images, measured.GetProperty("images").GetInt32());

            // The last digits depend on the machine's vectors, and may turn an answer or two, which of 1,000 are much.
            double turned = 2 / images;
            Assert.Equal(Number(row, "accuracy") / 100, measured.GetProperty("accuracy").GetDouble(), Math.Max(6e-4, turned + 6e-5));
            Assert.Equal(Number(row, "loss"), measured.GetProperty("logLoss").GetDouble(), 6e-4);
            Assert.Equal(Number(row, "ece") / 100, measured.GetProperty("ece").GetDouble(), Math.Max(1e-3, turned + 6e-5));
        }
    }

    private static double Number(Match row, string group) => double.Parse(row.Groups[group].Value, NumberStyles.Number, CultureInfo.InvariantCulture);

    /// <summary>Puts the places of the data into the card's options.</summary>
    private static string[] ToPaths(string option) => option switch
    {
        "--set" => [],
        _ when option.StartsWith("emnist-", StringComparison.Ordinal) =>
        [
            "--images", RealData.Find($"emnist/{option}-images-idx3-ubyte.gz"), "--labels", RealData.Find($"emnist/{option}-labels-idx1-ubyte.gz"),
        ],
        _ when option.StartsWith("photos/", StringComparison.Ordinal) => [RealData.Find(option)],
        _ => [option],
    };

    [GeneratedRegex(@"^\|[^|]*\| `(?<options>--[^`]*)` \| (?<images>[\d,]+) \| (?<accuracy>[\d.]+) % \|[^|]*\| (?<loss>[\d.]+) \| (?<ece>[\d.]+) % \|\r?$", RegexOptions.Multiline)]
    private static partial Regex ResultRow();
}
