using System.Diagnostics;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

/// <summary>Work on many pictures that ends early: by Ctrl-C, or since nobody reads the output any more.</summary>
public sealed class ReadStoppingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_done_when_the_work_is_stopped_is_kept()
    {
        using var source = new CancellationTokenSource();
        using var output = new StoppingWriter(ShippedPictures.Files[4], source);
        using var error = new StringWriter();

        int exitCode = await EmnistTool.RunAsync(
            ["read", .. ShippedPictures.Files], new ToolConsole(output, error, IsErrorTerminal: false), source.Token);

        string[] lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(130, exitCode);
        Assert.Equal(ShippedPictures.Files.Take(5), lines.Select(static line => line.Split('\t')[0]));
        Assert.Equal($"emnist: stopped after 5 pictures.{Environment.NewLine}", error.ToString());
    }

    [Fact]
    public async Task An_input_that_does_not_come_can_be_stopped()
    {
        using var input = new SilentInput();
        using var source = new CancellationTokenSource();
        Task<int> picture = Run(source.Token, "read", "-");
        Task<int> list = Run(source.Token, "read", "--files-from", "-");
        await Task.WhenAll(input.Waiting, Task.Delay(200));
        Assert.False(picture.IsCompleted || list.IsCompleted);

        await source.CancelAsync();

        int[] exitCodes = await Task.WhenAll(picture, list).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal([130, 130], exitCodes);

        Task<int> Run(CancellationToken token, params string[] args) => Task.Run(() =>
            EmnistTool.RunAsync(args, new ToolConsole(TextWriter.Null, TextWriter.Null, IsErrorTerminal: false) { Input = input }, token));
    }

    /// <summary>As <c>emnist read DIR | head -1</c> does.</summary>
    [Fact]
    public void A_process_whose_output_is_not_read_any_more_ends_quietly()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        for (int i = 0; i < 300; i++)
        {
            File.CreateSymbolicLink(Path.Combine(_folder.Path, $"{i:000}.png"), ShippedPictures.DigitTwo);
        }

        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in new[] { typeof(EmnistTool).Assembly.Location, "read", "--model", "default", "--top", "47", _folder.Path })
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string? line = process.StandardOutput.ReadLine();
        process.StandardOutput.Close();
        string error = process.StandardError.ReadToEnd();

        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)));
        Assert.StartsWith(Path.Combine(_folder.Path, "000.png"), line, StringComparison.Ordinal);
        Assert.Equal((141, ""), (process.ExitCode, error));
    }

    /// <summary>A terminal at which nobody types.</summary>
    private sealed class SilentInput : MemoryStream
    {
        private readonly ManualResetEventSlim _never = new();
        private readonly TaskCompletionSource _waiting = new();

        public Task Waiting => _waiting.Task;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            _waiting.TrySetResult();
            _never.Wait();
            return 0;
        }

        protected override void Dispose(bool disposing)
        {
            _never.Set();
            base.Dispose(disposing);
        }
    }
}
