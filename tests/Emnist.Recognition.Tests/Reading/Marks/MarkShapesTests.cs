using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading.Marks;
using Emnist.Recognition.Training.Datasets;
using FsCheck;
using FsCheck.Fluent;

namespace Emnist.Recognition.Tests.Reading.Marks;

/// <summary>Marks drawn by many hands are told from characters, and from each other.</summary>
public sealed class MarkShapesTests
{
    private const int Drawings = 100;

    /// <summary>The share of a mark's drawings that are read right, at least.</summary>
    private const double Floor = 0.95;

    public static TheoryData<string> Marks => [.. DrawnMarks.Read];

    [Theory]
    [MemberData(nameof(Marks))]
    public void A_drawn_mark_is_more_probable_than_any_other_and_than_none(string mark)
    {
        Random random = new(20 + mark[0]);
        int right = Enumerable.Range(0, Drawings).Count(_ => Answer(Read(DrawnMarks.Draw(mark, random))) == mark);

        Assert.InRange(right / (double)Drawings, Floor, 1);
    }

    [Theory]
    [InlineData("$", 0.7)]
    [InlineData("%", 0.8)]
    [InlineData("=", 0.9)]
    public void Another_form_of_it_is_told_too(string mark, double floor)
    {
        Random random = new(40 + mark[0]);
        int right = Enumerable.Range(0, Drawings).Count(_ => Answer(Read(DrawnMarks.DrawOtherForm(mark, random))) == mark);

        Assert.InRange(right / (double)Drawings, floor, 1);
    }

    // A round letter of a thick pen is no two bars.
    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    public void A_wide_round_letter_is_no_equals_sign(double open)
    {
        Random random = new(8);
        for (int i = 0; i < Drawings; i++)
        {
            Pen hand = new(random);
            Pen pen = new(random) { Height = Math.Max(30, hand.Height), Thickness = hand.Between(0.11, 0.17) };
            PenDrawing letter = pen.Draw(
                "o", [PenStroke.Arc(0.3, 0.26, pen.Between(0.3, 0.4), 0.22, open, 360 - open)]);

            Assert.DoesNotContain(Read(letter), static mark => mark is { Character: "=", Probability: > 0.3 });
        }
    }

    // A tilde of a thick pen is hardly more than a bar.
    [Theory]
    [InlineData("\"", 0.95, 0)]
    [InlineData("*", 0.9, 0.04)]
    [InlineData("·", 0.95, 0)]
    [InlineData("_", 0.95, 0)]
    [InlineData("~", 0.75, 0.25)]
    [InlineData("°", 0.9, 0.08)]
    [InlineData("!", 0.9, 0.02)]
    [InlineData("?", 0.9, 0.02)]
    public void A_mark_that_is_not_read_is_some_mark(string mark, double floor, double mostNamed)
    {
        Random random = new(20 + mark[0]);
        string?[] answers = [.. Enumerable.Range(0, Drawings).Select(_ => Answer(Read(DrawnMarks.Draw(mark, random))))];

        Assert.InRange(answers.Count(answer => answer == Mark.Unread) / (double)Drawings, floor, 1);
        Assert.InRange(answers.Count(answer => answer is not null and not Mark.Unread) / (double)Drawings, 0, mostNamed);
    }

    [Fact]
    public void A_drawn_character_is_no_mark()
    {
        Random random = new(1);
        const int Each = 20;
        List<string> faults = [];
        for (int form = 0; form < DrawnCharacters.Count; form++)
        {
            PenDrawing[] drawn = [.. Enumerable.Range(0, Each).Select(_ => DrawnCharacters.Draw(form, random))];
            int marks = drawn.Count(drawing => IsMark(Read(drawing)));

            // A crossed Z is nearly a pound sign, and an S of a thick pen a dollar sign.
            int most = drawn[0].Name is "Z" or "S" or "s" ? 5 : 1;
            if (marks > most)
            {
                faults.Add($"{drawn[0].Name}, form {form}: {marks} of {Each}");
            }
        }

        Assert.Empty(faults);
    }

    // The same strokes are other marks elsewhere in the line, or none.
    [Theory]
    [InlineData("bar", 0.45, "-")]
    [InlineData("bar", -0.1, Mark.Unread)]
    [InlineData("tick", 0.1, ",")]
    [InlineData("tick", 1.05, "'")]
    [InlineData("dot", 0.05, ".")]
    [InlineData("dot", 0.45, Mark.Unread)]
    public void Its_place_in_the_line_makes_a_mark(string stroke, double y, string mark)
    {
        Pen pen = new(new Random(3)) { Height = 50, Thickness = 0.1, Lean = 0, Wobble = 0 };
        PenStroke drawn = stroke switch
        {
            "bar" => PenStroke.Line((0, y), (0.4, y)),
            "tick" => PenStroke.Line((0.05, y), (0, y - 0.28)),
            _ => PenStroke.Line((0, y), (0.02, y)),
        };

        Assert.Equal(mark, Answer(Read(pen.Draw(stroke, [drawn]))));
    }

    [Fact]
    public void A_loose_bar_of_a_character_is_no_mark_for_certain()
    {
        Random random = new(4);
        foreach (double y in (double[])[0, 0.95])
        {
            for (int i = 0; i < Drawings; i++)
            {
                Pen pen = new(random);
                PenDrawing bar = pen.Draw("bar", [PenStroke.Line((0, y), (pen.Between(0.35, 0.6), y))]);

                Assert.All(Read(bar), mark => Assert.InRange(mark.Probability, 0, 0.7));
            }
        }
    }

    [Fact]
    public void A_leaning_stroke_is_a_slash_where_the_line_does_not_lean()
    {
        Pen pen = new(new Random(5)) { Height = 50, Thickness = 0.1, Lean = 0, Wobble = 0 };
        PenDrawing stroke = pen.Draw("stroke", [PenStroke.Line((0, 0), (0.55, 1))]);

        Assert.InRange(Slash(null), 0.2, 0.5);
        Assert.InRange(Slash(0), 0.8, 1);
        Assert.InRange(Slash(28), 0, 0.2);

        double Slash(double? lean) => MarkShapes.Read(stroke.Ink, stroke.Box, stroke.Line with { Lean = lean })
            .FirstOrDefault(mark => mark.Character == "/").Probability;
    }

    [Fact]
    public void What_is_thinner_than_the_pen_is_a_speck()
    {
        PenDrawing dot = new Pen(new Random(6)) { Height = 60, Thickness = 0.03 }.Draw("speck", [PenStroke.Line((0, 0), (0.001, 0))]);

        Assert.Empty(MarkShapes.Read(dot.Ink, dot.Box, dot.Line with { Stroke = 8 }));
    }

    [Fact]
    public void Whatever_the_ink_probabilities_add_up_to_one_at_most() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            Random random = new(seed);
            Plane ink = new(random.Next(1, 40), random.Next(1, 40));
            double part = random.NextDouble();
            foreach (ref float value in ink.Values)
            {
                value = random.NextDouble() < part ? random.NextSingle() : 0;
            }

            // As rough, and smoother: what is left of noise makes larger pieces.
            GaussianBlur.Apply(ink, 3 * random.NextDouble());
            LineMeasures line = new(random.Next(-10, 50), random.Next(1, 60), random.NextDouble() * 10);
            IReadOnlyList<Mark> marks = MarkShapes.Read(ink, new PixelBox(0, 0, ink.Width, ink.Height), line);
            return marks.All(mark => mark.Probability is > 0 and <= 1) && marks.Sum(mark => mark.Probability) <= 1;
        }).QuickCheckThrowOnFailure();

    // Of 1, I and l nothing but their line tells that they are no slash or bracket, and of t that it is no plus.
    [DatasetFact("emnist-merged47-train")]
    public void A_character_that_people_wrote_is_no_mark()
    {
        LabeledImages images = TestData.Load("emnist-merged47-train");
        Dictionary<string, (int Marks, int All)> counts = [];
        for (int i = images.Count * 95 / 100; i < images.Count; i += 2)
        {
            using Plane ink = Enlarge(images.GetImage(i));
            PixelBox box = BoxOf(ink);
            LineMeasures line = new(box.Bottom, box.Height, StrokeWidth.Estimate(ink));
            bool isMark = IsMark(MarkShapes.Read(ink, box, line));
            string name = images.ClassNames[images.Labels.Span[i]];
            (int marks, int all) = counts.GetValueOrDefault(name);
            counts[name] = (isMark ? marks + 1 : marks, all + 1);
        }

        Assert.InRange(Share(name => char.IsDigit(name[0]) && name != "1"), 0, 0.005);
        Assert.InRange(Share(name => name == "1"), 0, 0.02);
        Assert.InRange(Share(name => char.IsLetter(name[0]) && !"ILCt".Contains(name, StringComparison.Ordinal)), 0, 0.01);
        Assert.InRange(Share(name => "ILCt".Contains(name, StringComparison.Ordinal)), 0, 0.04);

        double Share(Func<string, bool> isIn)
        {
            var wanted = counts.Where(count => isIn(count.Key)).ToArray();
            return wanted.Sum(count => count.Value.Marks) / (double)wanted.Sum(count => count.Value.All);
        }
    }

    private static IReadOnlyList<Mark> Read(PenDrawing drawing) => MarkShapes.Read(drawing.Ink, drawing.Box, drawing.Line);

    private static bool IsMark(IReadOnlyList<Mark> marks) => marks.Count > 0 && marks[0].Probability > 0.5;

    /// <summary>The most probable mark; null where none is more probable.</summary>
    private static string? Answer(IReadOnlyList<Mark> marks) =>
        marks.Count > 0 && marks[0].Probability > 1 - marks.Sum(mark => mark.Probability) ? marks[0].Character : null;

    /// <summary>EMNIST's image three times as large, its soft edges as those of a picture's ink.</summary>
    private static Plane Enlarge(ReadOnlySpan<byte> image)
    {
        const int Side = 28;
        const int Factor = 3;
        Plane large = new(Side * Factor, Side * Factor);
        for (int y = 0; y < large.Height; y++)
        {
            for (int x = 0; x < large.Width; x++)
            {
                (double u, double v) = (((x + 0.5) / Factor) - 0.5, ((y + 0.5) / Factor) - 0.5);
                (int left, int top) = ((int)Math.Floor(u), (int)Math.Floor(v));
                double upper = At(image, left, top) + ((u - left) * (At(image, left + 1, top) - At(image, left, top)));
                double lower = At(image, left, top + 1) + ((u - left) * (At(image, left + 1, top + 1) - At(image, left, top + 1)));
                large.Row(y)[x] = (float)Math.Clamp((2 * (upper + ((v - top) * (lower - upper))) / 255) - 0.5, 0, 1);
            }
        }

        return large;

        static double At(ReadOnlySpan<byte> image, int x, int y) =>
            x is >= 0 and < Side && y is >= 0 and < Side ? image[(y * Side) + x] : 0;
    }

    private static PixelBox BoxOf(Plane ink)
    {
        PixelBox box = PixelBox.Empty;
        for (int i = 0; i < ink.Values.Length; i++)
        {
            box = ink.Values[i] >= InkMap.InkFrom ? box.Include(i % ink.Width, i / ink.Width) : box;
        }

        return box;
    }
}
