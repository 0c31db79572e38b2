using System.Text.Json;

namespace Emnist.Recognition.Tool.Tests.Commands;

/// <summary>What the model card reports, through the tool.</summary>
public sealed class EvaluateRealDataTests
{
    [RealDataFact("emnist/emnist-merged47-test-images-idx3-ubyte.gz")]
    public async Task The_embedded_model_reads_90_percent_of_EMNISTs_test_images() =>
        Assert.InRange(
            await Accuracy(
                "--images", RealData.Find("emnist/emnist-merged47-test-images-idx3-ubyte.gz"),
                "--labels", RealData.Find("emnist/emnist-merged47-test-labels-idx1-ubyte.gz")),
            0.90, 0.95);

    [RealDataFact("photos/digits_hwd1000")]
    public async Task It_reads_drawn_digits_and_all_of_them_where_it_is_told_that_they_are_digits()
    {
        string folder = RealData.Find("photos/digits_hwd1000");

        Assert.InRange(await Accuracy("--folder", folder), 0.94, 1);
        Assert.Equal(1, await Accuracy("--folder", folder, "--characters", "digits"));
    }

    [RealDataFact("photos/paper_photos_6200")]
    public async Task It_reads_photographed_letters_better_where_look_alikes_are_folded()
    {
        string folder = RealData.Find("photos/paper_photos_6200");

        Assert.InRange(await Accuracy("--folder", folder), 0.85, 0.90);
        Assert.InRange(await Accuracy("--folder", folder, "--fold-look-alikes"), 0.92, 0.96);
    }

    private static async Task<double> Accuracy(params string[] options)
    {
        ToolRun run = await ToolRun.Of(["evaluate", "--json", .. options]);
        Assert.Equal(0, run.ExitCode);
        return JsonDocument.Parse(run.Output).RootElement.GetProperty("accuracy").GetDouble();
    }
}
