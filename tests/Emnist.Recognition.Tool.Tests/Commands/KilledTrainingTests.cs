using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

/// <summary>A training in a process of its own that is killed, without any warning to it.</summary>
public sealed partial class KilledTrainingTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly TinySet _set;

    public KilledTrainingTests() => _set = new TinySet(_folder, "tiny", string.Concat(Enumerable.Repeat("ABa4", 100)));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_training_that_was_killed_goes_on_to_the_same_file()
    {
        string state = Path.Combine(_folder.Path, "state");

        // It has no end to come to before it is killed, however late that is; how many epochs there are in all is known after.
        int epochs = 3 + KillAfterEpochs(3, Arguments("cut.onnx", 1_000_000, "--checkpoint", state));
        ToolRun resumed = await ToolRun.Of(Arguments("cut.onnx", epochs, "--checkpoint", state, "--resume"));
        ToolRun whole = await ToolRun.Of(Arguments("whole.onnx", epochs));

        Assert.Equal((0, 0), (whole.ExitCode, resumed.ExitCode));
        Assert.DoesNotContain("epoch 1/", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder.Path, "whole.onnx")), File.ReadAllBytes(Path.Combine(_folder.Path, "cut.onnx")));
    }

    /// <returns>The last epoch that the training told of.</returns>
    private static int KillAfterEpochs(int epochs, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(EmnistTool).Assembly.Location);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(Patience);
        using CancellationTokenRegistration registration = timeout.Token.Register(process.Kill);
        string? line;
        do
        {
            line = process.StandardError.ReadLine();
        }
        while (line is not null && !line.StartsWith($"epoch {epochs}/", StringComparison.Ordinal));

        Assert.True(line is not null, "The training ended before it could be killed.");
        process.Kill();
        string last = process.StandardError.ReadToEnd().Split('\n').LastOrDefault(static told => Epoch().IsMatch(told), line);
        process.WaitForExit();
        Assert.NotEqual(0, process.ExitCode);
        return int.Parse(Epoch().Match(last).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
    }

    // A constant rate, which unlike the network's own does not depend on how many epochs there are in all.
    private string[] Arguments(string output, int epochs, params string[] options) =>
    [
        "train", "--images", _set.Images, "--labels", _set.Labels, "--mapping", _set.Mapping, "--network", "mnist-ann", "--schedule", "constant",
        "--epochs", $"{epochs}", "--batch-size", "32", "--seed", "3", "--output", Path.Combine(_folder.Path, output), .. options,
    ];

    [GeneratedRegex("^epoch ([0-9]+)/")]
    private static partial Regex Epoch();
}
