using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tool.Reading;

/// <summary>Draws the stages of normalisation side by side.</summary>
internal static class StageStrip
{
    private const int Gap = 8;
    private const byte Ground = 128;

    /// <summary>
    /// The stages from the left; those that are much smaller than the others are enlarged by a whole factor, so that no side
    /// becomes longer than the longest.
    /// </summary>
    /// <param name="stages">At least one.</param>
    public static GrayImage Draw(IReadOnlyList<NormalizationStage> stages)
    {
        int longest = stages.Max(static stage => LongSide(stage.Image));
        int[] factors = [.. stages.Select(stage => longest / LongSide(stage.Image))];
        int height = stages.Select((stage, i) => stage.Image.Height * factors[i]).Max();
        int width = (Gap * (stages.Count - 1)) + stages.Select((stage, i) => stage.Image.Width * factors[i]).Sum();
        byte[] pixels = new byte[width * height];
        pixels.AsSpan().Fill(Ground);
        int left = 0;
        for (int i = 0; i < stages.Count; i++)
        {
            Draw(stages[i].Image, factors[i], pixels.AsSpan(left), width);
            left += (stages[i].Image.Width * factors[i]) + Gap;
        }

        return new GrayImage(new ImageSize { Width = width, Height = height }, pixels);
    }

    private static int LongSide(GrayImage image) => Math.Max(image.Width, image.Height);

    private static void Draw(GrayImage image, int factor, Span<byte> destination, int stride)
    {
        for (int y = 0; y < image.Height * factor; y++)
        {
            ReadOnlySpan<byte> row = image.Pixels.Slice(y / factor * image.Width, image.Width);
            for (int x = 0; x < image.Width * factor; x++)
            {
                destination[(y * stride) + x] = row[x / factor];
            }
        }
    }
}
