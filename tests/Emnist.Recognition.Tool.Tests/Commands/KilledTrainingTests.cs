using System.Diagnostics;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

/// <summary>A training in a process of its own that is killed, without any warning to it.</summary>
public sealed class KilledTrainingTests : IDisposable
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
        ToolRun whole = await ToolRun.Of(Arguments("whole.onnx"));
        KillAfterEpochs(3, Arguments("cut.onnx", "--checkpoint", state));
        ToolRun resumed = await ToolRun.Of(Arguments("cut.onnx", "--checkpoint", state, "--resume"));

        Assert.Equal((0, 0), (whole.ExitCode, resumed.ExitCode));
        Assert.DoesNotContain("epoch 1/", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder.Path, "whole.onnx")), File.ReadAllBytes(Path.Combine(_folder.Path, "cut.onnx")));
    }

    private static void KillAfterEpochs(int epochs, string[] arguments)
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
        process.WaitForExit();
        Assert.NotEqual(0, process.ExitCode);
    }

    private string[] Arguments(string output, params string[] options) =>
    [
        "train", "--images", _set.Images, "--labels", _set.Labels, "--mapping", _set.Mapping, "--network", "mnist-ann",
        "--epochs", "6", "--batch-size", "32", "--seed", "3", "--output", Path.Combine(_folder.Path, output), .. options,
    ];
}
