using System.Diagnostics;
using System.Text.Json;
using Emnist.Recognition.Tests;

namespace DrawingPad.Tests;

/// <summary>What docs/serving.md says of the sample.</summary>
public sealed class ServingPageTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Checkout.Root, "docs", "serving.md"));

    public static TheoryData<string> Commands => [.. Lines.Where(line => line.StartsWith("curl ", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Its_requests_are_answered(string command)
    {
        using var server = new PadServer();
        string own = command.Replace("http://localhost:5080/", server.Address.ToString(), StringComparison.Ordinal);
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"{own} --silent --fail"])
        {
            WorkingDirectory = Checkout.Root,
            RedirectStandardOutput = true,
        })!;
        string answer = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();

        Assert.Equal(0, shell.ExitCode);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(answer).RootElement.ValueKind);
    }

    [Fact]
    public void Its_limits_are_those_of_the_code_and_the_settings()
    {
        var limits = new LimitsOptions();
        var corrections = new CorrectionsOptions();
        string text = string.Join('\n', Lines);
        string file = Path.Combine(Checkout.Root, "samples", "DrawingPad", "appsettings.json");
        using JsonDocument settings = JsonDocument.Parse(File.ReadAllText(file));
        JsonElement decoder = settings.RootElement.GetProperty("Recognizer").GetProperty("DecoderOptions");

        string[] told =
        [
            $"| `Limits:RequestsPerSecond`, `Limits:Burst` | {limits.RequestsPerSecond}, {limits.Burst} |",
            $"| `Limits:Concurrent`, `Limits:Queue` | processors, {limits.Queue} |",
            $"| `Limits:Connections` | {limits.Connections} |",
            FormattableString.Invariant($"| `Limits:BytesPerSecond` | {limits.BytesPerSecond:N0} |"),
            $"| `Limits:Timeout` | {limits.Timeout.TotalSeconds} s |",
            $"`Limits:Drain` ({limits.Drain.TotalSeconds} s)",
            FormattableString.Invariant($"`Corrections:MaxCount` ({corrections.MaxCount:N0})"),
            FormattableString.Invariant($"`Corrections:MaxPixels` ({corrections.MaxPixels:N0})"),
            $"| {decoder.GetProperty("MaxBytes").GetInt32() >> 20} MiB |",
            FormattableString.Invariant($"| {decoder.GetProperty("MaxPixels").GetInt32():N0} |"),
        ];
        Assert.All(told, words => Assert.Contains(words, text, StringComparison.Ordinal));
    }
}
