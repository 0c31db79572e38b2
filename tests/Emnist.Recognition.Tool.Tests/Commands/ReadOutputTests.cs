using System.Text.Json;
using System.Text.Json.Nodes;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Tool.Reading;

namespace Emnist.Recognition.Tool.Tests.Commands;

/// <summary>What <c>emnist read</c> writes: to a terminal, to a file or a pipe, and as JSON.</summary>
public sealed class ReadOutputTests : IDisposable
{
    private static readonly CharacterRecognizer Recognizer = new();
    private readonly TemporaryFolder _folder = new();
    private readonly string _blank;

    public ReadOutputTests() => _blank = _folder.Write("blank.pgm", [.. "P5 64 64 255\n"u8, .. Enumerable.Repeat((byte)255, 64 * 64)]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_line_has_the_file_the_answer_its_confidence_and_the_status()
    {
        string model = ConstantModel.Save(_folder.Path, ("0", 0.3), ("C", 0.4), ("O", 0.2), ("a", 0.1));
        string two = ShippedPictures.DigitTwo;

        ToolRun run = await ToolRun.Of("read", "--model", model, two, _blank);
        ToolRun lower = await ToolRun.Of("read", "--model", model, "--characters", "lower", "--top", "9", two);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal($"{two}\tC\t0.4000\tRecognized\n{_blank}\t\t\tBlank\n", run.Output);
        Assert.Equal($"{two}\tc\t0.5714\tRecognized\to\t0.2857\ta\t0.1429\n", lower.Output);
    }

    [Fact]
    public async Task A_text_is_a_line_with_its_least_certain_character()
    {
        string picture = TwoLines();
        RecognizedText text = Recognizer.ReadText(picture);

        ToolRun run = await ToolRun.Of("read", "--text", picture, _blank);
        ToolRun counted = await ToolRun.Of("read", "--text", "--count", "3", "--characters", "0-9", picture);

        Assert.Equal("23\n4", text.Text);
        float least = text.Characters.Min(static character => character.Prediction.Confidence);
        Assert.Equal(FormattableString.Invariant($"{picture}\t23\\n4\t{least:F4}\tRecognized\n{_blank}\t\t\tBlank\n"), run.Output);
        Assert.StartsWith($"{picture}\t23\\n4\t", counted.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_is_that_of_the_library_with_the_file_before_it()
    {
        foreach (string picture in new[] { ShippedPictures.DigitTwo, ShippedPictures.Files[^1], _blank })
        {
            ToolRun run = await ToolRun.Of("read", "--json", "--top", "47", picture);

            JsonNode expected = JsonSerializer.SerializeToNode(Recognizer.Predict(picture), JsonSerializerOptions.Web)!;
            Assert.Equal(0, run.ExitCode);
            Assert.Equal(Line(picture, expected.AsObject()), run.Output);
        }
    }

    [Fact]
    public async Task JSON_of_a_text_is_that_of_the_library_with_the_file_before_it()
    {
        string picture = TwoLines();
        ToolRun run = await ToolRun.Of("read", "--text", "--json", "--top", "47", picture);

        JsonObject expected = JsonSerializer.SerializeToNode(Recognizer.ReadText(picture), JsonSerializerOptions.Web)!.AsObject();
        Assert.Equal(Line(picture, expected), run.Output);
    }

    [Fact]
    public async Task JSON_has_so_many_candidates_and_tells_what_cannot_be_read()
    {
        string missing = Path.Combine(_folder.Path, "missing.png");
        ToolRun run = await ToolRun.Of("read", "--json", missing, ShippedPictures.DigitTwo);
        ToolRun two = await ToolRun.Of("read", "--json", "--top", "2", ShippedPictures.DigitTwo);

        string[] objects = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonElement[] lines = [.. objects.Select(static line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(1, run.ExitCode);
        Assert.Equal((missing, "Unreadable"), (lines[0].GetProperty("file").GetString(), lines[0].GetProperty("status").GetString()));
        Assert.Contains("missing.png", lines[0].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, lines[1].GetProperty("candidates").GetArrayLength());
        Assert.Equal(2, JsonDocument.Parse(two.Output).RootElement.GetProperty("candidates").GetArrayLength());
    }

    [Fact]
    public async Task A_terminal_shows_one_picture_with_the_answer_and_the_runners_up()
    {
        string model = ConstantModel.Save(_folder.Path, ("0", 0.3), ("C", 0.4), ("O", 0.2), ("a", 0.1));

        ToolRun plain = await Show(BlockStyle.Plain, "--model", model, ShippedPictures.DigitTwo);
        ToolRun none = await Show(BlockStyle.None, "--model", model, "--top", "1", ShippedPictures.DigitTwo);
        ToolRun blank = await Show(BlockStyle.Gray, _blank);
        ToolRun disc = await Show(BlockStyle.None, Disc.Save(_folder.Path));
        ToolRun text = await Show(BlockStyle.Gray, "--text", TwoLines());

        string[] lines = plain.Output.Split('\n');
        Assert.All(lines[..14], static line => Assert.Matches("^[ \u2580\u2584\u2588]{28}$", line));
        Assert.Equal(["  40.0 %  C or c", "  30.0 %  0", "  20.0 %  O or o", ""], lines[14..]);
        Assert.Equal("  40.0 %  C or c\n", none.Output);
        Assert.Equal("blank\n", blank.Output);
        Assert.Equal("not a character\n", disc.Output);
        Assert.StartsWith("23\n4\n(least certain: ", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_rows_of_a_picture_are_a_line_of_blocks()
    {
        var image = new GrayImage(new ImageSize { Width = 4, Height = 3 }, [0, 255, 0, 255, 0, 0, 255, 255, 127, 128, 128, 0]);

        Assert.Equal(" \u2580\u2584\u2588\n \u2580\u2580 \n", Draw(BlockStyle.Plain, image));
        Assert.Equal(
            "\e[38;5;232;48;5;232m\u2580\e[38;5;255;48;5;232m\u2580\e[38;5;232;48;5;255m\u2580\e[38;5;255;48;5;255m\u2580\e[0m\n"
            + "\e[38;5;243;48;5;232m\u2580\u2580\u2580\e[38;5;232;48;5;232m\u2580\e[0m\n",
            Draw(BlockStyle.Gray, image));
        Assert.Equal("", Draw(BlockStyle.None, image));
    }

    private static string Draw(BlockStyle style, GrayImage image)
    {
        using var output = new StringWriter { NewLine = "\n" };
        PictureBlocks.Write(new ToolConsole(output, TextWriter.Null, IsErrorTerminal: false) { Blocks = style }, image);
        return output.ToString();
    }

    private static Task<ToolRun> Show(BlockStyle blocks, params string[] args) =>
        ToolRun.Of(console => console with { IsOutputTerminal = true, Blocks = blocks }, ["read", .. args]);

    private static string Line(string file, JsonObject members)
    {
        members.Insert(0, "file", file);
        return $"{members.ToJsonString()}\n";
    }

    /// <summary>Shipped digits: 2 and 3 in a line, and 4 below.</summary>
    private string TwoLines()
    {
        var size = new ImageSize { Width = 100, Height = 130 };
        byte[] pixels = new byte[size.Width * size.Height];
        pixels.AsSpan().Fill(255);
        foreach ((string digit, int left, int top) in new[] { ("2", 20, 20), ("3", 52, 20), ("4", 20, 80) })
        {
            byte[] ink = new byte[28 * 28];
            string file = ShippedPictures.Files.Single(file => file.EndsWith($"digit-{digit}.png", StringComparison.Ordinal));
            CharacterNormalizer.Normalize(ImageDecoder.Decode(file), ink);
            for (int i = 0; i < ink.Length; i++)
            {
                pixels[((top + (i / 28)) * size.Width) + left + (i % 28)] = (byte)(255 - ink[i]);
            }
        }

        string path = Path.Combine(_folder.Path, "lines.png");
        new GrayImage(size, pixels).SavePng(path);
        return path;
    }
}
