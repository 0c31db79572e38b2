using System.Text.Json;

namespace Emnist.Recognition.OnnxRuntime.Tests;

/// <summary>Against Pillow: make_resampling_reference.py has the recorded values, and makes them of the same image.</summary>
public sealed class SquareResamplingTests
{
    private static readonly JsonElement Reference = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "resampling_reference.json"))).RootElement;

    [Theory]
    [InlineData(8)]
    [InlineData(20)]
    [InlineData(32)]
    [InlineData(64)]
    public void An_image_is_resized_as_Pillow_does_it(int side)
    {
        float[] image =
            [.. Enumerable.Range(0, 784).Select(static i => ((i % 28 * 37) + (i / 28 * 101) + (i % 28 * (i / 28))) % 256 / 255f)];
        float[] made = new float[side * side];

        new SquareResampling(28, side).Resample(image, made);

        int step = Math.Max(1, side * side / 60);
        float[] expected = [.. Reference.GetProperty($"{side}").EnumerateArray().Select(static value => value.GetSingle())];
        Assert.InRange(expected.Length, 60, 130);
        Assert.Equal(expected, expected.Select((_, i) => made[i * step]), static (x, y) => Math.Abs(x - y) <= 2e-5f);
    }
}
