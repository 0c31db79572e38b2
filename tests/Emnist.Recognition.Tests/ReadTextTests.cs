using System.Drawing;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tests;

public class ReadTextTests
{
    private static readonly CharacterRecognizer Recognizer = new();

    private static readonly string Pictures = Path.Combine(TestData.RepositoryRoot, "samples", "images");

    [Fact]
    public void Lines_words_and_characters_come_in_reading_order_with_their_places()
    {
        var page = new Page(760, 420);
        Rectangle[] places =
        [
            page.Paste("digit-3", 20, 30), page.Paste("digit-7", 110, 34), page.Paste("digit-8", 200, 26),
            page.Paste("upper-A", 460, 30), page.Paste("lower-h", 550, 36),
            page.Paste("upper-K", 40, 230), page.Paste("upper-W", 150, 226),
        ];

        RecognizedText text = Recognizer.ReadText(page.ToImage());

        Assert.Equal("378 Ah\nKW", text.Text);
        Assert.Equal(["378", "Ah", "KW"], text.Lines.SelectMany(line => line.Words).Select(word => word.Text));
        RecognizedCharacter[] characters = [.. text.Characters];
        Assert.Equal(places.Length, characters.Length);
        for (int i = 0; i < places.Length; i++)
        {
            Assert.True(IntersectionOverUnion(places[i], characters[i].Bounds) > 0.8, $"{characters[i].Bounds} for {places[i]}");
        }

        Assert.Equal(Rectangle.Union(places[5], places[6]).Width, text.Lines[1].Bounds.Width, 6.0);
        Assert.Equal(47, characters[0].Prediction.Candidates.Count);
        Assert.NotNull(characters[0].Prediction.Normalized);
    }

    // Every shipped character with every other one, pushed together until they overlap. Many pairs are another character
    // then, as 3 and 8 are a B, and few of them are cut unless the count is known: the numbers are what is reached.
    [Fact]
    public void Touching_characters_are_cut_apart()
    {
        string[] names = [.. Directory.GetFiles(Pictures, "*.png").Select(file => Path.GetFileNameWithoutExtension(file))];
        (int right, int rightWhenCounted, int pairs) = (0, 0, 0);
        foreach (string left in names)
        {
            foreach (string other in names.Where(name => name != left))
            {
                var page = new Page(260, 140);
                page.Paste(left, 30, 30);
                page.Paste(other, page.RightOfInk() - Page.LeftMargin(other) - 3, 30);
                string expected = $"{left[^1]}{other[^1]}";
                right += Recognizer.ReadText(page.ToImage()).Text == expected ? 1 : 0;
                rightWhenCounted += Recognizer.ReadText(page.ToImage(), new ReadTextOptions { ExpectedCount = 2 }).Text == expected ? 1 : 0;
                pairs++;
            }
        }

        Assert.True(right >= 70, $"{right} of {pairs}");
        Assert.True(rightWhenCounted >= 160, $"{rightWhenCounted} of {pairs} with the count");
    }

    [Fact]
    public void The_expected_count_and_the_characters_that_can_occur_are_kept_to()
    {
        var page = new Page(500, 160);
        page.Paste("upper-H", 30, 30);
        page.Paste("digit-4", 130, 30);
        page.Paste("upper-W", 240, 30);

        foreach (int count in (int[])[3, 4])
        {
            Assert.Equal(count, Recognizer.ReadText(page.ToImage(), new ReadTextOptions { ExpectedCount = count }).Characters.Count());
        }

        RecognizedText digits = Recognizer.ReadText(page.ToImage(), new ReadTextOptions { Characters = CharacterSet.Digits });
        Assert.All(digits.Characters, c => Assert.True(char.IsAsciiDigit(c.Character[0])));
        Assert.Throws<ArgumentOutOfRangeException>(() => Recognizer.ReadText(page.ToImage(), new ReadTextOptions { ExpectedCount = 0 }));
    }

    [Fact]
    public void A_blank_picture_and_one_of_noise_have_no_text()
    {
        RecognizedText blank = Recognizer.ReadText(new Page(300, 100).ToImage());
        Assert.Empty(blank.Lines);
        Assert.Equal("", blank.Text);

        byte[] noise = new byte[600 * 500];
        new Random(1).NextBytes(noise);
        Assert.Empty(Recognizer.ReadText(new GrayImage(new ImageSize { Width = 600, Height = 500 }, noise)).Lines);
    }

    [Fact]
    public void Files_and_streams_are_read_as_pictures_are()
    {
        string file = Path.Combine(Pictures, "digit-3.png");
        using FileStream stream = File.OpenRead(file);

        Assert.Equal("3", Recognizer.ReadText(file).Text);
        Assert.Equal("3", Recognizer.ReadText(stream).Text);
    }

    // What single characters reach in the same pictures, cut out by their true boxes, is measured beside it.
    [DatasetFact("emnist-merged47-test")]
    public void Lines_of_EMNIST_s_test_images_are_found_and_read()
    {
        var composer = new TextLineComposer(TestData.Load("emnist-merged47-test"), seed: 2026);
        (int found, int errors, int errorsAlone, int total) = (0, 0, 0, 0);
        for (int i = 0; i < 200; i++)
        {
            ComposedLine line = composer.Next();
            RecognizedCharacter[] characters = [.. Recognizer.ReadText(line.Image).Characters];
            found += line.Boxes.Count(box => characters.Any(c => IntersectionOverUnion(box, c.Bounds) >= 0.5));
            errors += EditDistance(line.Text, string.Concat(characters.Select(c => Fold(c.Character))));
            errorsAlone += line.Text.Where((c, k) => Fold(ReadAlone(line, k)) != c.ToString()).Count();
            total += line.Text.Length;
        }

        Assert.True(found >= 0.99 * total, $"{found} of {total} found");
        Assert.True(errors <= errorsAlone + (0.02 * total), $"{errors} errors in lines, {errorsAlone} alone, of {total}");
    }

    // More than is recognized of a page whose every stroke might be cut, yet its last lines are read like its first.
    [DatasetFact("emnist-digits-test")]
    public void A_page_of_1320_digits_is_read_to_its_end()
    {
        const int across = 62, down = 84, digitsALine = 40, lines = 33;
        LabeledImages digits = TestData.Load("emnist-digits-test");
        var size = new ImageSize { Width = (digitsALine + 1) * across, Height = (lines + 1) * down };
        byte[] pixels = [.. Enumerable.Repeat((byte)250, size.Width * size.Height)];
        string[] truth = new string[lines];
        for (int i = 0; i < lines * digitsALine; i++)
        {
            (int line, int place) = Math.DivRem(i, digitsALine);
            truth[line] += digits.ClassNames[digits.GetLabel(i)];
            for (int y = 0; y < 56; y++)
            {
                for (int x = 0; x < 56; x++)
                {
                    int at = (((line * down) + (down / 2) + y) * size.Width) + (place * across) + (across / 2) + x;
                    pixels[at] = (byte)(250 - (digits.GetImage(i)[(y / 2 * 28) + (x / 2)] * 0.9));
                }
            }
        }

        RecognizedText text = Recognizer.ReadText(
            GrayImage.FromPixels(pixels, size, PixelFormat.Gray8),
            new ReadTextOptions { Characters = CharacterSet.Digits, Marks = null });

        Assert.Equal(lines, text.Lines.Count);
        Assert.All(text.Lines.Zip(truth), static line => Assert.InRange(EditDistance(line.First.Text.Replace(" ", "", StringComparison.Ordinal), line.Second), 0, 4));
    }

    /// <summary>The class of EMNIST Balanced that a character is of.</summary>
    private static string Fold(string character) =>
        character is [var c] && "cijklmopsuvwxyz".Contains(c, StringComparison.Ordinal) ? character.ToUpperInvariant() : character;

    private static string ReadAlone(ComposedLine line, int index)
    {
        const int margin = 3;
        Rectangle box = Rectangle.Inflate(line.Boxes[index], margin, margin);
        box.Intersect(new Rectangle(0, 0, line.Image.Width, line.Image.Height));
        ReadOnlySpan<byte> pixels = line.Image.Pixels[((box.Top * line.Image.Width) + box.Left)..];
        var size = new ImageSize { Width = box.Width, Height = box.Height };
        return Recognizer.Predict(GrayImage.FromPixels(pixels, size, PixelFormat.Gray8, line.Image.Width)).Character;
    }

    private static double IntersectionOverUnion(Rectangle a, PixelRectangle bounds)
    {
        var b = new Rectangle(bounds.X, bounds.Y, bounds.Width, bounds.Height);
        Rectangle both = Rectangle.Intersect(a, b);
        double shared = (double)both.Width * both.Height;
        return shared / (((double)a.Width * a.Height) + ((double)b.Width * b.Height) - shared);
    }

    /// <summary>Levenshtein's distance.</summary>
    private static int EditDistance(string a, string b)
    {
        int[] above = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int changed = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(changed, Math.Min(above[j], row[j - 1]) + 1);
            }

            above = row;
        }

        return above[^1];
    }

    /// <summary>A white page that shipped pictures are pasted on.</summary>
    private sealed class Page
    {
        private readonly int _width;
        private readonly byte[] _pixels;

        public Page(int width, int height)
        {
            _width = width;
            _pixels = new byte[width * height];
            _pixels.AsSpan().Fill(255);
        }

        /// <returns>The box around the pasted ink.</returns>
        public Rectangle Paste(string name, int left, int top)
        {
            (byte[] ink, int width, int height) = Load(name);
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    ref byte pixel = ref _pixels[((top + y) * _width) + left + x];
                    pixel = Math.Min(pixel, ink[(y * width) + x]);
                }
            }

            Rectangle box = InkBox(ink, width);
            box.Offset(left, top);
            return box;
        }

        public int RightOfInk() => InkBox(_pixels, _width).Right;

        public static int LeftMargin(string name)
        {
            (byte[] ink, int width, _) = Load(name);
            return InkBox(ink, width).Left;
        }

        public GrayImage ToImage() => new(new ImageSize { Width = _width, Height = _pixels.Length / _width }, _pixels);

        /// <summary>A shipped picture, normalised and three times as large, dark on white.</summary>
        private static (byte[] Ink, int Width, int Height) Load(string name)
        {
            const int scale = 3;
            const int side = scale * CharacterNormalizer.Size;
            byte[] normalized = new byte[CharacterNormalizer.Size * CharacterNormalizer.Size];
            GrayImage image = ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(Pictures, $"{name}.png")));
            Assert.Equal(PredictionStatus.Recognized, CharacterNormalizer.Normalize(image, normalized));
            byte[] ink = new byte[side * side];
            for (int i = 0; i < ink.Length; i++)
            {
                ink[i] = (byte)(255 - normalized[(i / side / scale * CharacterNormalizer.Size) + (i % side / scale)]);
            }

            return (ink, side, side);
        }

        private static Rectangle InkBox(byte[] pixels, int width)
        {
            int[] set = [.. Enumerable.Range(0, pixels.Length).Where(i => pixels[i] < 140)];
            int left = set.Min(i => i % width);
            int top = set.Min(i => i / width);
            return Rectangle.FromLTRB(left, top, set.Max(i => i % width) + 1, set.Max(i => i / width) + 1);
        }
    }
}
