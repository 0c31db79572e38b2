using System.Globalization;
using System.Text.RegularExpressions;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Tests.Reading.Marks;

namespace Emnist.Recognition.Tests.Reading;

/// <summary>Numbers with their marks, words in their case, and what the caller knows of a line.</summary>
public sealed partial class WrittenLineTests
{
    private const int Lines = 40;

    private static readonly CharacterRecognizer Recognizer = new();

    private static readonly string[] Words =
    [
        "hello", "house", "water", "small", "garden", "yellow", "brown", "table",
        "music", "paper", "green", "happy", "mouse", "river", "stone", "sugar",
    ];

    // Forms of numbers: 9 is any digit, and what is no digit stands for itself.
    [Theory]
    [InlineData("9.99", 0.9)]
    [InlineData("99,9", 0.9)]
    [InlineData("-99", 0.9)]
    [InlineData("9.9.99", 0.9)]
    [InlineData("99/99/9999", 0.85)]
    [InlineData("99:99", 0.85)]
    [InlineData("9+99", 0.85)]
    [InlineData("9+9=9", 0.8)]
    [InlineData("99%", 0.85)]
    [InlineData("(9)", 0.85)]
    [InlineData("[99]", 0.85)]
    [InlineData("$99", 0.85)]
    [InlineData("99€", 0.8)]
    public void Numbers_are_read_with_their_marks(string form, double floor)
    {
        Random random = new(form.Length + form[^1]);
        string[] numbers = [.. Enumerable.Range(0, Lines).Select(_ => Fill(form, random))];

        (string Number, string Read)[] wrong =
        [
            .. numbers.Select(number => (number, Read(number, random, new ReadTextOptions { Characters = CharacterSet.Digits })))
                .Where(static pair => pair.Item1 != pair.Item2),
        ];

        Assert.True(Lines - wrong.Length >= floor * Lines, $"{wrong.Length} of {Lines}: {string.Join(", ", wrong)}");
    }

    /// <summary>
    /// "5,-": the minus is as near to the comma as a bar to its 5, or begins over it. A ';' is drawn as both, by one pen. Without the rules 7
    /// and 21 of 40.
    /// </summary>
    [Theory]
    [InlineData(0.16, 0.28)]
    [InlineData(-0.02, 0.1)]
    public void A_minus_behind_a_comma_is_no_part_of_a_digit(double nearest, double furthest)
    {
        Random random = new(5);
        int right = 0;
        for (int i = 0; i < Lines; i++)
        {
            string amount = Fill("99", random);
            GrayImage picture = WrittenLine.Write(amount + ";", random, (character, pen) => character == ';'
                ?
                [
                    PenStroke.Line((0.05, 0.1), (-0.05, pen.Between(-0.2, -0.1))),
                    PenStroke.Line((pen.Between(nearest, furthest), 0.46), (pen.Between(0.5, 0.65), 0.48)),
                ]
                : DrawnCharacters.Strokes(character, pen));
            right += Recognizer.ReadText(picture, new ReadTextOptions()).Text == amount + ",-" ? 1 : 0;
        }

        Assert.InRange(right, 0.7 * Lines, Lines);
    }

    [Theory]
    [InlineData("lower", 0.7)]
    [InlineData("upper", 0.7)]
    [InlineData("capitalized", 0.7)]
    [InlineData("two", 0.5)]
    public void Words_are_read_in_their_case_and_parted_at_their_gaps(string kind, double floor)
    {
        Random random = new(kind.Length);
        int right = 0;
        for (int i = 0; i < Lines; i++)
        {
            string word = Words[random.Next(Words.Length)];
            string text = kind switch
            {
                "upper" => word.ToUpperInvariant(),
                "capitalized" => char.ToUpperInvariant(word[0]) + word[1..],
                "two" => word + " " + Words[random.Next(Words.Length)],
                _ => word,
            };
            right += Read(text, random, new ReadTextOptions()) == text ? 1 : 0;
        }

        Assert.InRange(right / (double)Lines, floor, 1);
    }

    /// <summary>Of so few letters places must tell the case, though they fit a line no better than none. It was 24 of 40.</summary>
    [Fact]
    public void Short_words_are_read_in_their_case()
    {
        string[] words = ["cup", "fox", "Fox", "top", "Lucy", "map", "yes", "Pop"];
        Random random = new(11);
        int right = 0;
        for (int i = 0; i < Lines; i++)
        {
            string word = words[i % words.Length];
            right += Read(word, random, new ReadTextOptions()) == word ? 1 : 0;
        }

        Assert.InRange(right, 0.85 * Lines, Lines);
    }

    [Fact]
    public void A_pattern_is_searched_for_over_all_ways_to_divide_a_line()
    {
        Random random = new(3);
        (int right, int rightWithout) = (0, 0);
        for (int i = 0; i < Lines; i++)
        {
            string date = Fill("99/99/9999", random);
            GrayImage picture = WrittenLine.Write(date, random);
            var digits = new ReadTextOptions { Characters = CharacterSet.Digits, UseContext = false };
            RecognizedText read = Recognizer.ReadText(picture, digits with { Pattern = "99/99/9999" });
            Assert.True(!read.Lines[0].FollowsPattern || Date().IsMatch(read.Text), read.Text);
            right += read.Text == date ? 1 : 0;
            rightWithout += Recognizer.ReadText(picture, digits).Text == date ? 1 : 0;
        }

        Assert.True(right >= 0.9 * Lines && right > rightWithout, $"{right} of {Lines}, {rightWithout} without the pattern");
    }

    [Fact]
    public void Words_of_a_list_are_read_the_surer_and_other_words_no_worse()
    {
        var known = new WordList(Words);
        var others = new WordList(["winter", "horse", "sailor", "peter", "rivet", "smell", "stove", "hands"]);
        Random random = new(4);
        (int right, int rightWithout, int rightByOthers) = (0, 0, 0);
        for (int i = 0; i < 2 * Lines; i++)
        {
            string word = Words[random.Next(Words.Length)];
            string text = (i % 4) switch
            {
                0 => word.ToUpperInvariant(),
                1 => char.ToUpperInvariant(word[0]) + word[1..],
                2 => $"{word} {Words[random.Next(Words.Length)]}",
                _ => word,
            };
            GrayImage picture = Shrink(WrittenLine.Write(text, random), 3);
            right += Read(new ReadTextOptions { Words = known }) ? 1 : 0;
            rightWithout += Read(new ReadTextOptions()) ? 1 : 0;
            rightByOthers += Read(new ReadTextOptions { Words = others }) ? 1 : 0;

            bool Read(ReadTextOptions options) =>
                string.Equals(Recognizer.ReadText(picture, options).Text, text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.True(
            right > rightWithout && rightByOthers >= rightWithout - 2,
            $"{right} of {2 * Lines}, {rightWithout} without the list, {rightByOthers} with another");
    }

    /// <summary>The lines of a picture are read side by side, by one grammar.</summary>
    [Fact]
    public void Several_lines_are_read_by_one_list()
    {
        string picture = Path.Combine(TestData.RepositoryRoot, "docs", "images", "words.png");
        var options = new ReadTextOptions { Words = new WordList(Enumerable.Range(0, 3_000).Select(static i => $"WORD{i}EF").Append("EMNIST")) };

        string[] texts = [.. Enumerable.Range(0, 30).Select(_ => Recognizer.ReadText(picture, options).Text)];

        Assert.Contains('\n', texts[0]);
        Assert.All(texts, text => Assert.Equal(texts[0], text));
    }

    [Fact]
    public void A_list_forbids_nothing_and_limits_no_number()
    {
        var options = new ReadTextOptions { Words = new WordList(["water", "no-such", "42x"]) };

        Assert.Equal("80331", Recognizer.ReadText(WrittenLine.Write("80331", new Random(6)), options).Text);
        Assert.Equal("80331", Recognizer.ReadText(WrittenLine.Write("80331", new Random(6)), options with { UseContext = false }).Text);
    }

    [Fact]
    public void Of_alternatives_the_likelier_is_read_and_words_part_where_the_pattern_has_spaces()
    {
        RecognizedText plate = Recognizer.ReadText(
            WrittenLine.Write("KAPR77", new Random(5)), new ReadTextOptions { Pattern = "99999|AA AA 99" });
        Assert.Equal(("KA PR 77", true), (plate.Text, plate.Lines[0].FollowsPattern));

        RecognizedText number = Recognizer.ReadText(
            WrittenLine.Write("80331", new Random(6)), new ReadTextOptions { Pattern = "99999|AA AA 99" });
        Assert.Equal(("80331", true), (number.Text, number.Lines[0].FollowsPattern));
    }

    [Fact]
    public void A_line_that_no_reading_brings_to_the_pattern_is_read_without_it_and_says_so()
    {
        GrayImage picture = WrittenLine.Write("80331", new Random(6));
        var digits = new ReadTextOptions { Characters = CharacterSet.Digits };
        RecognizedText text = Recognizer.ReadText(picture, digits with { Pattern = "99-99" });

        Assert.Equal((Recognizer.ReadText(picture, digits).Text, false), (text.Text, text.Lines[0].FollowsPattern));
    }

    [Theory]
    [InlineData("99|", "without characters")]
    [InlineData("99\\", "backslash")]
    [InlineData("", "without characters")]
    [InlineData("99#99", "'#'")]
    [InlineData("AA", "a capital")]
    public void A_pattern_that_cannot_be_read_is_refused(string pattern, string problem)
    {
        var options = new ReadTextOptions { Characters = CharacterSet.Digits, Pattern = pattern };
        ArgumentException refusal = Assert.ThrowsAny<ArgumentException>(
            () => Recognizer.ReadText(WrittenLine.Write("12", new Random(1)), options));
        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mark_that_cannot_occur_is_told_with_its_place()
    {
        RecognizedText text = Recognizer.ReadText(
            WrittenLine.Write("3.14", new Random(8)),
            new ReadTextOptions { Characters = CharacterSet.Digits, Marks = new CharacterSet(",") });

        Assert.DoesNotContain(".", text.Text, StringComparison.Ordinal);
        Assert.Equal("3\uFFFD14", text.Text);
        RecognizedCharacter mark = text.Characters.ElementAt(1);
        Assert.Equal(PredictionStatus.NotACharacter, mark.Prediction.Status);
        Assert.InRange(mark.Bounds.Width, 1, 20);
    }

    /// <summary>
    /// A point that was hardly touched, thinner than the strokes. Of those of half their thickness 14 of 40, and none before.
    /// </summary>
    [Theory]
    [InlineData(1, 0.85, 0.8)]
    [InlineData(1.4, 0.7, 0.25)]
    public void Points_that_are_smaller_than_the_pen_are_read(double thickness, double size, double floor)
    {
        Random random = new(9);
        int right = 0;
        for (int i = 0; i < Lines; i++)
        {
            string number = Fill("9.99", random);
            GrayImage picture = WrittenLine.Write(number, random, (character, pen) => character == '.'
                ? [new PenStroke([(0, 0.03), (0.005, 0.03)], size)]
                : DrawnCharacters.Strokes(character, pen).Select(stroke => stroke with { Width = thickness }));
            right += Recognizer.ReadText(picture, new ReadTextOptions { Characters = CharacterSet.Digits }).Text == number ? 1 : 0;
        }

        Assert.InRange(right, floor * Lines, Lines);
    }

    /// <summary>
    /// Dots as thick as a thin pen, which are smaller than specks beside a thick one, and a colon that leans more than the digits. They were
    /// 3 and 11 of 40.
    /// </summary>
    [Theory]
    [InlineData(0.45, 0.04)]
    [InlineData(1, 0.22)]
    public void Colons_of_thin_pens_and_leaning_hands_are_read(double thickness, double aside)
    {
        Random random = new(10);
        int right = 0;
        for (int i = 0; i < Lines; i++)
        {
            string time = Fill("99:99", random);
            GrayImage picture = WrittenLine.Write(time, random, (character, pen) => (character == ':'
                ? [new PenStroke([(0, 0.05), (0.01, 0.05)]), new PenStroke([(aside, 0.5), (aside + 0.01, 0.5)])]
                : DrawnCharacters.Strokes(character, pen)).Select(stroke => stroke with { Width = thickness }));
            right += Recognizer.ReadText(picture, new ReadTextOptions { Characters = CharacterSet.Digits }).Text == time ? 1 : 0;
        }

        Assert.InRange(right, 0.65 * Lines, Lines);
    }

    /// <summary>A plus that is nearly as large as a digit is no 4.</summary>
    [Fact]
    public void Large_plus_signs_are_read()
    {
        Random random = new(12);
        int right = 0;
        for (int i = 0; i < Lines; i++)
        {
            string number = Fill("+99", random);
            GrayImage picture = WrittenLine.Write(number, random, static (character, pen) => character == '+'
                ? [PenStroke.Line((-0.44, 0.46), (0.44, 0.46)), PenStroke.Line((0, 0.9), (0, 0.03))]
                : DrawnCharacters.Strokes(character, pen));
            right += Recognizer.ReadText(picture, new ReadTextOptions { Characters = CharacterSet.Digits }).Text == number ? 1 : 0;
        }

        Assert.InRange(right, 0.8 * Lines, Lines);
    }

    [Fact]
    public void Without_marks_specks_are_passed_over()
    {
        RecognizedText text = Recognizer.ReadText(
            WrittenLine.Write("3.14", new Random(8)), new ReadTextOptions { Characters = CharacterSet.Digits, Marks = null });

        Assert.Equal("314", text.Text);
    }

    [Fact]
    public void A_mark_is_a_candidate_without_a_class()
    {
        RecognizedText text = Recognizer.ReadText(
            WrittenLine.Write("7,5", new Random(9)), new ReadTextOptions { Characters = CharacterSet.Digits });

        CharacterCandidate comma = text.Characters.ElementAt(1).Prediction.Candidates[0];
        Assert.Equal((",", -1), (comma.Character, comma.ClassIndex));
        Assert.All(text.Characters, character => Assert.True(character.Prediction.Candidates.Sum(static c => c.Confidence) <= 1.0001f));
    }

    /// <summary>A picture of so few pixels that letters blur.</summary>
    private static GrayImage Shrink(GrayImage picture, int factor)
    {
        (int width, int height) = (picture.Width / factor, picture.Height / factor);
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.Length; i++)
        {
            (int left, int top) = (i % width * factor, i / width * factor);
            pixels[i] = (byte)Enumerable.Range(0, factor * factor)
                .Average(k => picture.Pixels[((top + (k / factor)) * picture.Width) + left + (k % factor)]);
        }

        return new GrayImage(new ImageSize { Width = width, Height = height }, pixels);
    }

    private static string Read(string text, Random random, ReadTextOptions options) =>
        Recognizer.ReadText(WrittenLine.Write(text, random), options).Text;

    private static string Fill(string form, Random random) => string.Concat(
        form.Select(c => c == '9' ? random.Next(10).ToString(CultureInfo.InvariantCulture) : c.ToString()));

    [GeneratedRegex("^[0-9]{2}/[0-9]{2}/[0-9]{4}$")]
    private static partial Regex Date();
}
