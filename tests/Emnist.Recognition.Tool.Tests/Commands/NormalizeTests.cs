using Emnist.Recognition.Imaging;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

public sealed class NormalizeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Output => Path.Combine(_folder.Path, "new", "out.png");

    [Fact]
    public async Task What_the_network_sees_is_saved()
    {
        byte[] seen = new byte[28 * 28];
        CharacterNormalizer.Normalize(ImageDecoder.Decode(ShippedPictures.DigitTwo), seen);

        ToolRun run = await ToolRun.Of("normalize", ShippedPictures.DigitTwo, "--output", Output);

        Assert.Equal((0, $"{Output}\n", ""), (run.ExitCode, run.Output, run.Error));
        Assert.Equal(seen, ImageDecoder.Decode(Output).Pixels.ToArray());
    }

    [Fact]
    public async Task Stages_stand_side_by_side_the_last_enlarged()
    {
        byte[] input = File.ReadAllBytes(ShippedPictures.DigitTwo);
        GrayImage picture = ImageDecoder.Decode(input);

        ToolRun run = await ToolRun.Of(console => console with { Input = new MemoryStream(input) }, "normalize", "-", "--stages", "--output", Output);

        GrayImage strip = ImageDecoder.Decode(Output);
        IReadOnlyList<NormalizationStage> stages = CharacterNormalizer.Trace(picture);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(new ImageSize { Width = (4 * (180 + 8)) + (6 * 28), Height = 180 }, strip.Size);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(stages[i].Image.Pixels.ToArray(), Part(strip, i * 188, 180, 180, 1));
        }

        Assert.Equal(stages[4].Image.Pixels.ToArray(), Part(strip, 4 * 188, 28, 28, 6));
    }

    [Fact]
    public async Task Stages_of_a_wide_picture_are_no_wider_than_the_picture()
    {
        byte[] pixels = [.. Enumerable.Range(0, 400 * 40).Select(static i => (byte)(i % 400 is > 190 and < 197 ? 0 : 255))];
        string wide = _folder.Write("wide.pgm", [.. "P5 400 40 255\n"u8, .. pixels]);

        ToolRun run = await ToolRun.Of("normalize", wide, "--stages", "--output", Output);

        GrayImage strip = ImageDecoder.Decode(Output);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(((4 * (400 + 8)) + (14 * 28), 14 * 28), (strip.Width, strip.Height));
    }

    [Fact]
    public async Task Of_a_blank_picture_there_is_nothing_to_save_but_its_stages()
    {
        string blank = _folder.Write("blank.pgm", [.. "P5 64 64 255\n"u8, .. Enumerable.Repeat((byte)255, 64 * 64)]);

        ToolRun run = await ToolRun.Of("normalize", blank, "--output", Output);
        bool isWritten = File.Exists(Output);
        ToolRun stages = await ToolRun.Of("normalize", blank, "--stages", "--output", Output);

        Assert.Equal((1, $"emnist: {blank}: the picture is blank; --stages shows why."), (run.ExitCode, Assert.Single(run.ErrorLines)));
        Assert.False(isWritten);
        Assert.Equal(0, stages.ExitCode);
        Assert.Equal((2 * 64) + 8, ImageDecoder.Decode(Output).Width);
    }

    [Fact]
    public async Task What_is_no_character_is_saved_and_said()
    {
        string disc = Disc.Save(_folder.Path);

        ToolRun run = await ToolRun.Of("normalize", disc, "--output", Output);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal($"emnist: {disc}: this is not a character, and the network is not asked.", Assert.Single(run.ErrorLines));
        Assert.Equal(28, ImageDecoder.Decode(Output).Width);
    }

    [Fact]
    public async Task The_picture_itself_is_not_written_over()
    {
        string picture = _folder.Write("letter.png", File.ReadAllBytes(ShippedPictures.DigitTwo));

        ToolRun run = await ToolRun.Of("normalize", picture, "--output", picture);

        Assert.Equal((2, $"emnist: FILE and --output are both '{picture}': name a file for each."), (run.ExitCode, Assert.Single(run.ErrorLines)));
        Assert.Equal(File.ReadAllBytes(ShippedPictures.DigitTwo), File.ReadAllBytes(picture));
    }

    [Fact]
    public async Task What_cannot_be_read_fails()
    {
        string bad = _folder.Write("bad.png", "no picture"u8.ToArray());

        ToolRun run = await ToolRun.Of("normalize", bad, "--output", Output);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"emnist: {bad}: The input is not a picture", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    /// <summary>A part of the strip, of each square of pixels the first.</summary>
    private static byte[] Part(GrayImage strip, int left, int width, int height, int factor)
    {
        byte[] part = new byte[width * height];
        for (int i = 0; i < part.Length; i++)
        {
            part[i] = strip.Pixels[(i / width * factor * strip.Width) + left + (i % width * factor)];
        }

        return part;
    }
}
