using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading;
using Emnist.Recognition.Reading.Grammars;

namespace Emnist.Recognition.Tests.Reading;

/// <summary>Where a line lies, and what heights and places say for its letters.</summary>
public sealed class LineGeometryTests
{
    private const int Height = 50;
    private const int Foot = 100;

    [Theory]
    [InlineData("hello", "HELLO")]
    [InlineData("happy", "HAPPY")]
    [InlineData("jump", "JUMP")]
    [InlineData("COW", "cow")]
    [InlineData("Cow", "COW")]
    [InlineData("Cow", "cow")]
    [InlineData("1800", "i8oo")]
    public void Places_speak_for_a_word_in_its_own_case(string word, string other)
    {
        Random random = new(1);
        for (int i = 0; i < 50; i++)
        {
            (InkAtom[] atoms, Segment[] segments) = Write(word, random, slope: 0);
            Assert.True(Cost(word, atoms, segments) < Cost(other, atoms, segments));
        }
    }

    [Fact]
    public void Small_letters_alone_may_be_capitals_that_are_less_tall()
    {
        (InkAtom[] atoms, Segment[] segments) = Write("some", new Random(1), slope: 0);

        Assert.InRange(Cost("SOME", atoms, segments), 0, 2);
        Assert.InRange(Cost("some", atoms, segments), Cost("SOME", atoms, segments), 3.5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.06)]
    [InlineData(-0.08)]
    public void The_foot_of_a_tilted_line_is_found(double slope)
    {
        Random random = new(2);
        for (int i = 0; i < 50; i++)
        {
            (InkAtom[] atoms, _) = Write("80331724", random, slope);
            LineGeometry first = LineGeometry.Suppose(atoms, Height)[0];

            Assert.InRange(first.Slope - slope, -0.025, 0.025);
            Assert.InRange(first.At(atoms[4].Box, 3).Baseline - Foot - (slope * Middle(atoms[4].Box)), -0.1 * Height, 0.1 * Height);
            Assert.InRange(first.Height, 0.9 * Height, 1.15 * Height);
        }
    }

    [Theory]
    [InlineData("jumping")]
    [InlineData("Piano")]
    [InlineData("Yes")]
    [InlineData("happy")]
    public void A_supposition_that_is_off_is_fitted_to_what_its_letters_may_be(string word)
    {
        ReadingSymbols symbols = new(new CharacterClasses([.. word.Distinct().Select(static letter => $"{letter}")]), new ReadTextOptions());
        Random random = new(4);
        for (int i = 0; i < 50; i++)
        {
            (_, Segment[] segments) = Write(word, random, slope: 0.03);
            LineGeometry off = new(Foot + 8, 0, Height * 1.25, 0, null);

            (LineGeometry line, double cost) = LineFit.Fit(off, [.. segments.Select(segment => (segment, CostsOf(segment)))], symbols.Places);

            Assert.InRange(cost, 0, 1);
            Assert.InRange(line.Height, 0.9 * Height, 1.1 * Height);
            Assert.InRange(line.At(segments[1].Box, 3).Baseline - Foot - (0.03 * Middle(segments[1].Box)), -0.1 * Height, 0.1 * Height);
        }

        // Both forms of a letter are as likely by their ink; other letters are not.
        double[] CostsOf(Segment segment) =>
        [
            .. symbols.Places.Select(place => Enumerable.Range(0, symbols.CharacterCount)
                .Where(symbol => symbols.Places[symbols.PlaceOf(symbol)] == place)
                .Min(symbol => string.Equals(symbols.Name(symbol), $"{word[segment.First]}", StringComparison.OrdinalIgnoreCase) ? 0.0 : 8)),
        ];
    }

    [Fact]
    public void A_line_of_nothing_but_small_letters_is_less_likely_than_one_with_a_tall_one()
    {
        LetterPlace?[] places = [LetterPlaces.Of("o"), LetterPlaces.Of("O")];
        (_, Segment[] small) = Write("ooo", new Random(5), slope: 0);
        LineGeometry line = new(Foot, 0, Height, 0, null);

        double cost = LineFit.Fit(line, [.. small.Select(static segment => (segment, new[] { 0.0, 9 }))], places).Line.Cost;
        double ofBoth = LineFit.Fit(line, [.. small.Select(static segment => (segment, new[] { 9, 0.0 }))], places).Line.Cost;

        Assert.Equal((LineGeometry.AllSmallCost, 0), (cost, ofBoth));
    }

    [Fact]
    public void A_line_of_a_single_dot_lies_somewhere()
    {
        InkAtom dot = new(new PixelBox(5, 5, 8, 8), [1], false, true, false, false, false, Height, null);

        Assert.All(LineGeometry.Suppose([dot], Height), geometry => Assert.True(double.IsFinite(geometry.Foot) && geometry.Height >= 1));
    }

    [Theory]
    [InlineData("o", 0.62, 0, false)]
    [InlineData("l", 1.05, 0, false)]
    [InlineData("g", 0.62, -0.33, false)]
    [InlineData("j", 0.85, -0.33, true)]
    [InlineData("7", 1, 0, false)]
    public void A_letter_has_its_place(string letter, double top, double foot, bool hasDot) =>
        Assert.Equal(new LetterPlace(top, foot, hasDot), LetterPlaces.Of(letter));

    [Theory]
    [InlineData("é")]
    [InlineData("10")]
    [InlineData("")]
    [InlineData("€")]
    public void Of_what_is_no_letter_or_digit_places_say_nothing(string name) => Assert.Null(LetterPlaces.Of(name));

    private static double Middle(PixelBox box) => (box.Left + box.Right) / 2.0;

    /// <summary>The cost of the likeliest supposition.</summary>
    private static double Cost(string word, InkAtom[] atoms, Segment[] segments) => LineGeometry.Suppose(atoms, Height).Min(
        geometry => geometry.Cost + segments.Select(
            (segment, i) => LetterPlaces.Cost(LetterPlaces.Of(word[i].ToString()), segment, geometry.At(segment.Box, 3))).Sum());

    private static (InkAtom[] Atoms, Segment[] Segments) Write(string word, Random random, double slope)
    {
        List<InkAtom> atoms = [];
        foreach (char letter in word)
        {
            LetterPlace place = LetterPlaces.Of(letter.ToString())!.Value;
            int left = 60 * atoms.Count;
            double foot = Foot + (slope * (left + 20));
            int top = (int)Math.Round(foot - (Height * (place.Top + Jitter())));
            int bottom = (int)Math.Round(foot - (Height * (place.Foot + Jitter())));
            atoms.Add(new InkAtom(
                new PixelBox(left, top, left + 40, bottom), [atoms.Count + 1], false, false, false, place.HasDot, false, Height, 5));
        }

        return ([.. atoms], [.. atoms.Select((atom, i) => new Segment(i, 1, atom.Box, 0, 0, 0, false, atom.HasDot, false))]);

        double Jitter() => 0.06 * (random.NextDouble() - 0.5);
    }
}
