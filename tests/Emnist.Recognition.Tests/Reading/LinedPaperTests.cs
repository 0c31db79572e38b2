using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Reading;

/// <summary>Lines of digits on ruled and squared paper, whose lines cross them anywhere, are read nearly as on bare paper.</summary>
public sealed class LinedPaperTests
{
    private const int Lines = 30;

    private static readonly CharacterRecognizer Recognizer = new();

    private static readonly Dictionary<string, Func<int, int, int, bool>> Papers = new()
    {
        ["bare"] = (_, _, _) => false,
        ["ruled"] = (_, y, spacing) => (y + 20) % (2 * spacing) < 2,
        ["closely ruled"] = (_, y, spacing) => y % spacing < 2,
        ["squared"] = (x, y, spacing) => (y + (x / 60)) % spacing < 2 || (x + spacing - (y / 60)) % spacing < 2,
    };

    [Theory]
    [InlineData("ruled", 0.02)]
    [InlineData("closely ruled", 0.2)]
    [InlineData("squared", 0.06)]
    public void Is_read_as_bare_paper(string paper, double worse)
    {
        int bare = RightOn("bare");
        int lined = RightOn(paper);

        Assert.True(bare >= 0.95 * 6 * Lines, $"{bare} of {6 * Lines} on bare paper");
        Assert.True(lined >= bare - (worse * 6 * Lines), $"{lined} on {paper} and {bare} on bare paper, of {6 * Lines}");
    }

    private static int RightOn(string paper)
    {
        int right = 0;
        for (int line = 0; line < Lines; line++)
        {
            Random random = new(line);
            string text = string.Concat(Enumerable.Range(0, 6).Select(_ => random.Next(10)));
            GrayImage picture = WithLines(WrittenLine.Write(text, random), paper, 26 + (5 * (line % 4)), line % 3);
            string read = Recognizer.ReadText(picture, new ReadTextOptions { Characters = CharacterSet.Digits }).Text
                .Replace(" ", "", StringComparison.Ordinal);
            right += read.Length == text.Length ? read.Zip(text, static (a, b) => a == b ? 1 : 0).Sum() : 0;
        }

        return right;
    }

    /// <summary>Draws lines of one of three darknesses over a picture, which is put on a larger sheet.</summary>
    private static GrayImage WithLines(GrayImage picture, string paper, int spacing, int darkness)
    {
        (int width, int height) = (picture.Width + 80, picture.Height + 200);
        byte ground = picture.Pixels[0];
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.Length; i++)
        {
            (int x, int y) = (i % width, i / width);
            bool isInside = x >= 40 && y >= 60 && x < picture.Width + 40 && y < picture.Height + 60;
            byte bare = isInside ? picture.Pixels[((y - 60) * picture.Width) + x - 40] : (byte)(ground + (((x * 7) + (y * 13)) % 5) - 2);
            pixels[i] = Papers[paper](x, y, spacing) ? (byte)Math.Min((int)bare, ground - 40 - (25 * darkness)) : bare;
        }

        return new GrayImage(new ImageSize { Width = width, Height = height }, pixels);
    }
}
