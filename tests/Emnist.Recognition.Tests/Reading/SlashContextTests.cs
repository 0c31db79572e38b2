using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading;
using Emnist.Recognition.Reading.Marks;
using Emnist.Recognition.Tests.Reading.Marks;

namespace Emnist.Recognition.Tests.Reading;

/// <summary>Leaning 1s and slashes: each is a straight stroke, which its line tells apart.</summary>
public sealed class SlashContextTests
{
    private const int Lines = 40;
    private const int Pitch = 60;
    private const int Foot = 100;
    private const int Height = 50;
    private const double Stroke = 5;

    private static readonly CharacterRecognizer Recognizer = new();

    [Fact]
    public void Ones_that_lean_more_than_the_digits_beside_them_are_no_slashes()
    {
        Random random = new(1);
        int wrong = 0;
        for (int i = 0; i < Lines; i++)
        {
            string number = string.Concat(Enumerable.Range(0, random.Next(5, 13)).Select(_ => "111023456789"[random.Next(12)]));
            GrayImage picture = WrittenLine.Write(number, random, static (character, pen) => character == '1'
                ? [Straight(pen.Between(8, 28), 0, pen.Between(0.9, 1.05))]
                : DrawnCharacters.Strokes(character, pen));
            wrong += Read(picture).Count(static read => read == '/');
        }

        Assert.InRange(wrong, 0, 8);
    }

    [Fact]
    public void Slashes_that_lean_no_more_than_some_ones_are_read_where_they_reach_further()
    {
        Random random = new(2);
        int right = 0;
        for (int i = 0; i < Lines; i++)
        {
            string text = $"{random.Next(1, 32)}/{random.Next(1, 13)}";
            GrayImage picture = WrittenLine.Write(text, random, static (character, pen) => character switch
            {
                '1' => [Straight(pen.Between(0, 6), 0, 1)],
                '/' => [Straight(pen.Between(17, 32), pen.Between(-0.2, -0.06), pen.Between(1.06, 1.2))],
                _ => DrawnCharacters.Strokes(character, pen),
            });
            right += Read(picture) == text ? 1 : 0;
        }

        Assert.InRange(right, 0.9 * Lines, Lines);
    }

    /// <summary>A slash as tall as the digits, that leans hardly more than they do: day, month and year tell it.</summary>
    [Fact]
    public void Slashes_that_are_all_but_ones_are_read_in_dates()
    {
        Random random = new(3);
        int right = 0;
        for (int i = 0; i < Lines; i++)
        {
            string text = $"{random.Next(1, 32):00}/{random.Next(1, 13):00}/{random.Next(1950, 2030)}";
            GrayImage picture = WrittenLine.Write(text, random, static (character, pen) => character switch
            {
                '1' => [Straight(pen.Between(4, 14), 0, 1)],
                '/' => [Straight(pen.Between(12, 20), 0, pen.Between(1, 1.05))],
                _ => DrawnCharacters.Strokes(character, pen),
            });
            right += Read(picture) == text ? 1 : 0;
        }

        Assert.InRange(right, 0.8 * Lines, Lines);
    }

    [Theory]
    [InlineData(2, 5, 0, 0.2, 0.5)]
    [InlineData(2, 5, 0.03, 0.5, 1)]
    [InlineData(2, 5, 0.15, 0.9, 1)]
    [InlineData(0, 5, 0, 0, 0.3)]
    [InlineData(4, 5, 0, 0, 0.3)]
    [InlineData(12, 25, 0, 0, 0.1)]
    public void A_slash_parts_short_numbers_and_reaches_beyond_them(int place, int count, double overhang, double low, double high) =>
        Assert.InRange(Reconsider(place, count, overhang, lean: 28), low, high);

    /// <summary>1s begin as high as one likes, but stand on the line.</summary>
    [Fact]
    public void What_reaches_below_the_line_is_rather_a_slash_than_what_reaches_above_it()
    {
        double below = Reconsider(2, 5, 0, lean: 14, under: 0.15);

        Assert.InRange(below, 0.8, 1);
        Assert.InRange(Reconsider(2, 5, 0.15, lean: 14, under: 0), 0, below - 0.1);
    }

    /// <summary>An l stands as far above small letters as a slash does above digits and below them, and further.</summary>
    [Fact]
    public void What_is_as_tall_as_capitals_among_small_letters_is_no_slash_for_that()
    {
        Assert.InRange(Reconsider(2, 5, 0.6, lean: 14, under: 0), 0, 0.4);
        Assert.InRange(Reconsider(2, 5, 0.7, lean: 28, under: 0.15), 0.8, 1);
    }

    [Fact]
    public void A_stroke_that_leans_as_the_others_do_is_no_slash()
    {
        Assert.InRange(Reconsider(2, 5, 0, lean: 12), 0, 0.3);
        Assert.InRange(Reconsider(0, 1, 0, lean: 28), 0.8, 0.8);
    }

    /// <summary>Who writes 1s with a flag or a foot writes no bare strokes.</summary>
    [Fact]
    public void A_bare_stroke_beside_another_kind_of_1_is_rather_a_slash()
    {
        double alone = Reconsider(2, 5, 0.03, lean: 20);
        double beside = Reconsider(2, 5, 0.03, lean: 20, otherOne: true);

        Assert.InRange(alone, 0, 0.7);
        Assert.InRange(beside, 0.75, 1);
    }

    /// <summary>A slash stands between two numbers, a 1 at the front of one.</summary>
    [Fact]
    public void A_stroke_behind_a_gap_between_words_is_rather_a_1()
    {
        double even = Reconsider(2, 5, 0.06, lean: 20);
        double apart = Reconsider(2, 5, 0.06, lean: 20, gap: Pitch);

        Assert.InRange(even, 0.7, 1);
        Assert.InRange(apart, 0, 0.3);
    }

    [Fact]
    public void Slashes_that_lean_as_digits_do_are_read_beside_1s_with_flags()
    {
        Random random = new(4);
        int right = 0;
        for (int i = 0; i < Lines; i++)
        {
            string text = $"1{random.Next(2, 10)}/{random.Next(11, 20)}";
            GrayImage picture = WrittenLine.Write(text, random, static (character, pen) => character switch
            {
                '1' => [PenStroke.Line((0, 0.7), (0.25, 1)), PenStroke.Line((0.25, 1), (0.25, 0))],
                '/' => [Straight(pen.Between(18, 24), -0.05, pen.Between(1.02, 1.08))],
                _ => DrawnCharacters.Strokes(character, pen),
            });
            right += Read(picture) == text ? 1 : 0;
        }

        Assert.InRange(right, 0.85 * Lines, Lines);
    }

    /// <summary>
    /// A line of digits that lean by 8 degrees or so, one stroke among them, which reaches as far below them as above if nothing else is said.
    /// </summary>
    private static double Reconsider(int place, int count, double overhang, double lean, double? under = null, bool otherOne = false, int gap = 0)
    {
        List<InkAtom> atoms = [];
        for (int i = 0; i < count; i++)
        {
            (int over, double own) = i == place ? ((int)(Height * overhang), lean) : (0, 6 + (i % 5));
            int below = i == place ? (int)(Height * (under ?? overhang)) : 0;
            int width = i == place ? (int)(Stroke + ((Height - Stroke + over + below) * Math.Tan(lean * Math.PI / 180))) : 30;
            int left = (Pitch * i) + (i >= place ? gap : 0);
            PixelBox box = new(left, Foot - Height - over, left + width, Foot + below);
            atoms.Add(new InkAtom(box, [i + 1], false, false, i == place, false, false, Height, own));
        }

        Segment[] segments = [.. atoms.Select(static (atom, i) => new Segment(i, 1, atom.Box, 0, 0, 0, false, false, false))];
        IReadOnlyList<Mark>[] marks = [.. atoms.Select((_, i) => i == place ? (Mark[])[new Mark("/", 0.8), new Mark("(", 0.1)] : [])];

        bool[] ones = [.. atoms.Select((_, i) => i == place || (otherOne && i == place - 1))];

        SlashContext.Reconsider(atoms, segments, Stroke, ones, marks);

        Assert.InRange(marks[place].Sum(static mark => mark.Probability), 0, 1);
        return marks[place].Single(static mark => mark.Character == "/").Probability;
    }

    private static PenStroke Straight(double degrees, double low, double high) =>
        PenStroke.Line((0, low), ((high - low) * Math.Tan(degrees * Math.PI / 180), high));

    private static string Read(GrayImage picture) =>
        Recognizer.ReadText(picture, new ReadTextOptions { Characters = CharacterSet.Digits }).Text;
}
