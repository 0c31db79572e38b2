using Emnist.Recognition.Imaging;
using Emnist.Recognition.Tests.Imaging;

namespace Emnist.Recognition.Tests.Reading;

/// <summary>A small digit on the photograph of a whole page: noisy, lit from a side, plain, ruled, with a margin, squared.</summary>
public sealed class DigitOnAPageTests
{
    private static readonly CharacterRecognizer Recognizer = new();

    private static readonly Dictionary<string, Func<int, int, int, bool>> Papers = new()
    {
        ["plain"] = (_, _, _) => false,
        ["ruled"] = (x, y, spacing) => (y + (x / 60)) % spacing < 2,
        ["ruled, with a margin"] = (x, y, spacing) => (y + (x / 60)) % spacing < 2 || (x - 80 + (y / 70)) is 0 or 1,
        ["ruled, with a margin that leaves the picture"] = (x, y, spacing) => (y + (x / 60)) % spacing < 2 || (x - 12 + (y / 30)) is 0 or 1,
        ["of a few large squares"] = (x, y, spacing) => (y - 30) % (5 * spacing) is 0 or 1 or 2 || (x - 40) % (5 * spacing) is 0 or 1 or 2,
        ["with fibres"] = (x, y, spacing) => (y == (x / 8) + (2 * spacing) && x > 5 * spacing && x < 6 * spacing)
            || (y - x == 12 * spacing && x is > 60 and < 90),
        ["squared"] = (x, y, spacing) => y % (spacing * 2 / 3) < 2 || x % (spacing * 2 / 3) < 2,
    };

    public static TheoryData<string> Names => [.. Papers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_read_alone(string paper)
    {
        (int right, int wrong, int count) = (0, 0, 0);
        string blank = "";
        foreach (int side in (int[])[500, 800])
        {
            foreach (char digit in "234678")
            {
                for (int variant = 0; variant < 3; variant++)
                {
                    int spacing = (side / 28) + (4 * variant);
                    GrayImage page = new DegradedPicture(Normalized(digit), side, side * 5 / 4)
                        .Darken((x, y) => Papers[paper](x, y, spacing), 0.55)
                        .Write(side * (0.05 + (0.015 * variant)), right: (side / 7) - (count * 3), down: (count * 11) - (side / 5))
                        .Shade((x, y) => 1 - ((0.15 + (0.1 * variant)) * (x + y) / (2.2 * side)))
                        .Noise(0.04 + (0.02 * variant)).ToImage();
                    RecognizedText text = Recognizer.ReadText(page, new ReadTextOptions { Characters = CharacterSet.Digits });
                    right += text.Text == digit.ToString() ? 1 : 0;
                    wrong += text.Text.Length > 0 && text.Text != digit.ToString() ? 1 : 0;
                    blank += text.Text.Length == 0 ? $" {side}/{digit}/{variant}" : "";
                    count++;
                }
            }
        }

        Assert.True(wrong <= count / 20 && right >= count * 9 / 10, $"{right} right and {wrong} wrong of {count}; none in{blank}");
    }

    [Fact]
    public void Is_read_beside_a_margin_that_is_far_darker_than_the_lines()
    {
        foreach (char digit in "23468")
        {
            GrayImage page = new DegradedPicture(Normalized(digit), 600, 700)
                .Darken((x, y) => (y + (x / 40)) % 60 < 4, 0.8)
                .Darken((x, y) => (x - 60 + (y / 100)) is >= 0 and < 7, 0.35)
                .Write(50, right: 120, down: 140).Noise(0.01).ToImage();

            Assert.Equal(digit.ToString(), Recognizer.ReadText(page, new ReadTextOptions { Characters = CharacterSet.Digits }).Text);
            Assert.Equal(digit.ToString(), Recognizer.Predict(page, CharacterSet.Digits).Character);
        }
    }

    [Fact]
    public void Is_read_beside_holes_that_the_edge_cuts()
    {
        foreach (char digit in "23468")
        {
            GrayImage page = new DegradedPicture(Normalized(digit), 600, 700)
                .Darken((x, y) => (x * x) + Math.Pow((y % 230) - 120, 2) < 20 * 20, 0.3)
                .Write(50, right: 120, down: 140).Noise(0.01).ToImage();

            Assert.Equal(digit.ToString(), Recognizer.ReadText(page, new ReadTextOptions { Characters = CharacterSet.Digits }).Text);
        }
    }

    private static byte[] Normalized(char digit)
    {
        byte[] image = new byte[CharacterNormalizer.Size * CharacterNormalizer.Size];
        string file = Path.Combine(TestData.RepositoryRoot, "samples", "images", $"digit-{digit}.png");
        CharacterNormalizer.Normalize(ImageDecoder.Decode(File.ReadAllBytes(file)), image);
        return image;
    }
}
