using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>Fields of forms and sheets of paper, empty and with a character in them, drawn in many sizes.</summary>
public sealed class EmptyFieldTests
{
    private const int Variants = 24;

    private static readonly CharacterRecognizer Recognizer = new();

    private static readonly byte[] Character = Normalized("upper-R.png");

    private static readonly Dictionary<string, Func<Field, DegradedPicture, DegradedPicture>> Kinds = new()
    {
        ["box"] = (f, p) => p.Darken((x, y) => f.IsOnRing(x, y, f.Inset), f.Ink),
        ["box, somewhat turned"] = (f, p) => p.Darken((x, y) => f.IsOnRing(x + (y / 50), y - (x / 50), f.Inset), f.Ink),
        ["box, turned by two degrees"] = (f, p) => p.Darken((x, y) => f.IsOnRing(x + (y / 28), y - (x / 28), f.Inset), f.Ink),
        ["cell open at a side with a thick wall"] = (f, p) =>
            p.Darken((x, y) => x < 2 * f.Thickness || f.IsNear(y, f.Thickness) || f.IsNear(y, f.Side), f.Ink),
        ["cell with its walls"] = (f, p) => p.Darken((x, y) => f.IsOnWalls(x, y, 4), f.Ink),
        ["cell open at a side"] = (f, p) => p.Darken((x, y) => f.IsOnWalls(x, y, 3), f.Ink),
        ["corner"] = (f, p) => p.Darken((x, y) => f.IsNear(x, f.Side - f.Inset) || f.IsNear(y, f.Inset), f.Ink),
        ["comb"] = (f, p) => p.Darken((x, y) => f.IsOnComb(x, y), f.Ink),
        ["line at an edge"] = (f, p) => p.Darken((x, y) => f.IsNear(f.Seed % 2 == 0 ? x : y, f.Thickness), f.Ink),
        ["underline"] = (f, p) => p.Darken((x, y) => f.IsNear(y, f.Side - f.Inset) && x > f.Inset && x < f.Side - f.Inset, f.Ink),
        ["ruled sheet"] = (f, p) => p.Darken((x, y) => (y + (x / 40)) % f.Ruling < f.RulingThickness, f.Ink),
        ["ruled sheet with a margin"] = (f, p) =>
            p.Darken((x, y) => y % f.Ruling < f.RulingThickness || Math.Abs(x - f.Inset - 5) < 2, f.Ink),
        ["squared sheet"] = (f, p) =>
            p.Darken((x, y) => (x + 3) % f.Ruling < f.RulingThickness || (y + 5) % f.Ruling < f.RulingThickness, f.Ink),
        ["crease"] = (f, p) =>
            p.Shade((x, y) => 1 - (0.12 * Math.Exp(-Math.Pow((x - (0.4 * f.Side) - (y / 30.0)) / Math.Max(0.8, f.Side / 120.0), 2)))),
        ["edge of a shadow"] = (f, p) =>
            p.Shade((x, y) => 1 - (0.5 / (1 + Math.Exp(-(x - (f.Side / 2.0) - ((f.Seed - 12) * y / 24.0)) / (1 + (f.Seed % 4)))))),
        ["specks"] = (f, p) =>
            p.Darken((x, y) => Math.Pow(x - (0.3 * f.Side), 2) + Math.Pow(y - (0.6 * f.Side), 2) < Math.Pow(0.012 * f.Side, 2), f.Ink),
        ["corner of a cell"] = (f, p) => p.Darken((x, y) => f.IsOnCorner(x, y), f.Ink),
        ["box with round corners"] = (f, p) => p.Darken((x, y) => f.IsOnRoundBox(x, y), f.Ink),
        ["margin that crosses a line"] = (f, p) =>
            p.Darken((x, y) => Math.Abs(x - (0.22 * f.Side)) < f.RulingThickness || Math.Abs(y - (0.82 * f.Side)) < f.RulingThickness, f.Ink),
        ["crease askew"] = (f, p) => p.Shade(
            (x, y) => 1 - (0.3 * Math.Exp(-Math.Pow((((0.2 + (f.Seed % 5 * 0.1)) * y) + x - (0.6 * f.Side)) / Math.Max(0.7, f.Side / 250.0), 2)))),
        ["border of a scan"] = (f, p) => p.Darken((x, y) => x < f.Thickness || y >= f.Side - f.Thickness, f.Ink),
        ["punched hole"] = (f, p) =>
            p.Darken((x, y) => Math.Pow(x - (0.17 * f.Side), 2) + Math.Pow(y - (0.2 * f.Side), 2) < Math.Pow((0.08 + (f.Seed % 3 * 0.02)) * f.Side, 2), f.Ink),
        ["punched hole that the edge cuts"] = (f, p) =>
            p.Darken((x, y) => Math.Pow(x - (f.Seed % 4 * 0.01 * f.Side), 2) + Math.Pow(y - (0.3 * f.Side), 2) < Math.Pow((0.09 + (f.Seed % 3 * 0.02)) * f.Side, 2), f.Ink),
        ["staple"] = (f, p) => p.Darken(
            (x, y) => Math.Abs(x + y - (0.32 * f.Side)) < 0.13 * f.Side && Math.Abs(y - (0.8 * x)) < Math.Max(1, 0.012 * f.Side), f.Ink),
        ["tooth of a comb"] = (f, p) => p.Darken(
            (x, y) => f.IsNear(y, f.Side - f.Inset - f.Thickness)
                || (f.IsNear(x, (int)((0.15 + (f.Seed % 7 * 0.1)) * f.Side)) && y < f.Side - f.Inset - f.Thickness && y > (0.45 + (f.Seed % 4 * 0.1)) * f.Side), f.Ink),
        ["cell whose walls leave the picture"] = (f, p) => p.Darken((x, y) => f.IsOnTurnedWalls(x, y), f.Ink),
        ["dashes"] = (f, p) => p.Darken(
            (x, y) => f.IsNear(y - (x / 60), f.Side - (2 * f.Inset)) && x > f.Inset && x % (6 * f.Thickness) < 3 * f.Thickness, f.Ink),
        ["faint crease on uneven paper"] = (f, p) => p.Noise(0.02).Shade(
            (x, y) => 1 - (0.085 * Math.Exp(-Math.Pow(((0.5 * y) + x - (0.7 * f.Side)) / Math.Max(0.8, f.Side / 200.0), 2)))),
        ["bare paper"] = (_, p) => p,
    };

    private static readonly Dictionary<string, Func<SmallField, double, double, double>> SmallKinds = new()
    {
        ["comb"] = (f, x, y) => Math.Max(f.Line(y - f.Low), y >= 0.4 * f.Side && y <= f.Low ? Math.Max(f.Line(x - f.Left), f.Line(x - f.Right)) : 0),
        ["corner"] = (f, x, y) => Math.Max(x >= f.Left + 2 ? f.Line(y - f.Low + 3) : 0, y <= f.Low - 3 ? f.Line(x - f.Left - 2) : 0),
        ["margin, a line at the edge"] = (f, x, y) => Math.Max(f.Lines(y - 1), f.Line(x - (0.25 * f.Side))),
        ["squares"] = (f, x, y) => Math.Max(f.Lines(y - f.Off - 4), f.Lines(x - f.Off - 2)),
        ["box"] = (f, x, y) => f.Line(Math.Max(Math.Abs(x - (f.Side / 2.0)), Math.Abs(y - (f.Side / 2.0))) - (0.42 * f.Side)),
    };

    private static readonly List<int> SmallSides = [.. Enumerable.Range(20, 23)];

    public static TheoryData<string> Names => [.. Kinds.Keys];

    public static TheoryData<string> SmallNames => [.. SmallKinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void With_nothing_in_it_is_blank(string kind)
    {
        int blank = Enumerable.Range(0, Variants).Count(seed => StatusOf(Draw(kind, seed, new byte[784], 0)) == PredictionStatus.Blank);

        Assert.True(blank >= 0.95 * Variants, $"{blank} of {Variants}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void With_a_character_in_it_is_never_blank(string kind)
    {
        for (int seed = 0; seed < Variants; seed++)
        {
            Assert.NotEqual(PredictionStatus.Blank, StatusOf(Draw(kind, seed, Character, 0.5)));
        }
    }

    // Lines are one or two pixels there, and as thick a part of the picture as strokes are.
    [Theory]
    [MemberData(nameof(SmallNames))]
    public void A_small_one_with_nothing_in_it_is_blank(string kind)
    {
        int blank = SmallSides.Count(side => StatusOf(DrawSmall(kind, side, new byte[784])) == PredictionStatus.Blank);

        Assert.True(blank >= 0.9 * SmallSides.Count, $"{blank} of {SmallSides.Count}");
    }

    [Theory]
    [MemberData(nameof(SmallNames))]
    public void A_small_one_with_a_character_in_it_is_never_blank(string kind) =>
        Assert.All(SmallSides, side => Assert.NotEqual(PredictionStatus.Blank, StatusOf(DrawSmall(kind, side, Character))));

    // A pixel of 290 thick: a pen's strokes are not, where a t is cut out closely.
    [Fact]
    public void Two_hairs_that_cross_are_the_papers()
    {
        DegradedPicture picture = new DegradedPicture(new byte[784], 290, 340)
            .Darken((x, y) => Math.Abs(x - 120) < 1 || Math.Abs(y - 160 - (x / 60)) < 1, 0.4).Noise(0.01);

        Assert.Equal(PredictionStatus.Blank, StatusOf(picture));
    }

    // Its contrast is a third of the lines' and less.
    [Theory]
    [InlineData("box")]
    [InlineData("box with round corners")]
    [InlineData("corner of a cell")]
    [InlineData("comb")]
    [InlineData("margin that crosses a line")]
    [InlineData("border of a scan")]
    [InlineData("punched hole")]
    public void With_a_faint_character_in_it_is_read(string kind)
    {
        int right = 0;
        for (int seed = 0; seed < Variants; seed++)
        {
            var field = new Field(seed);
            var picture = new DegradedPicture(Character, field.Side, field.Side);
            GrayImage image = Kinds[kind](field with { Dark = true }, picture.Write(0.45 * field.Side, 0.76)).Noise(0.005 * (seed % 3)).ToImage();
            CharacterPrediction prediction = Recognizer.Predict(image);
            Assert.NotEqual(PredictionStatus.Blank, prediction.Status);
            right += prediction.Character == "R" ? 1 : 0;
        }

        Assert.True(right >= 0.9 * Variants, $"{right} of {Variants}");
    }

    // Cut out closely, they reach the edge as the corner of a cell does.
    [Theory]
    [InlineData("L", 0.0, 0.0, 0.1, 1.0, 0.0, 0.9, 1.0, 1.0)]
    [InlineData("7", 0.0, 0.0, 1.0, 0.1, 0.9, 0.0, 1.0, 1.0)]
    public void Corners_that_fill_their_picture_are_characters(string character, params double[] bars)
    {
        DegradedPicture picture = new DegradedPicture(new byte[784], 120, 180).Darken(
            (x, y) => bars.Chunk(4).Any(bar => x >= 120 * bar[0] && y >= 180 * bar[1] && x < 120 * bar[2] && y < 180 * bar[3]), 0.1);

        Assert.Equal(PredictionStatus.Recognized, StatusOf(picture));
        Assert.Equal(character, Recognizer.Predict(picture.ToImage()).Character);
    }

    // A pixel thick, as it is drawn with a pencil in a small picture.
    [Theory]
    [InlineData(9)]
    [InlineData(28)]
    [InlineData(64)]
    public void A_1_of_one_pixel_from_edge_to_edge_is_no_hair(int side)
    {
        DegradedPicture picture = new DegradedPicture(new byte[784], side, side).Darken((x, _) => x == side / 2, 0.05);

        Assert.Equal(PredictionStatus.Recognized, StatusOf(picture));
    }

    // Drawn with a mouse or a ruler: the bars of E, F and A do not touch, and what is left of them is a bracket.
    [Theory]
    [InlineData("E", new[] { 30, 20, 34, 80, 30, 20, 70, 24, 30, 76, 70, 80, 38, 47, 62, 51 })]
    [InlineData("F", new[] { 30, 20, 34, 80, 30, 20, 70, 24, 38, 47, 62, 51 })]
    [InlineData("A", new[] { 30, 20, 34, 80, 30, 20, 70, 24, 66, 20, 70, 80, 37, 47, 63, 51 })]
    [InlineData("L", new[] { 30, 20, 34, 80, 30, 76, 70, 80 })]
    [InlineData("H", new[] { 30, 20, 34, 80, 66, 20, 70, 80, 30, 47, 70, 51 })]
    [InlineData("T", new[] { 30, 20, 70, 24, 48, 20, 52, 80 })]
    [InlineData("E", new[] { 0, 0, 10, 100, 0, 0, 100, 10, 0, 45, 100, 55, 0, 90, 100, 100 })]
    [InlineData("I", new[] { 0, 0, 100, 10, 45, 0, 55, 100, 0, 90, 100, 100 })]
    [InlineData("H", new[] { 0, 0, 10, 100, 90, 0, 100, 100, 0, 45, 100, 55 })]
    [InlineData("L", new[] { 25, 0, 35, 100, 25, 90, 100, 100 })]
    public void Characters_of_straight_strokes_are_no_form(string character, int[] bars)
    {
        DegradedPicture picture = new DegradedPicture(new byte[784], 280, 280).Darken(
            (x, y) => bars.Chunk(4).Any(bar => x / 2.8 >= bar[0] && y / 2.8 >= bar[1] && x / 2.8 < bar[2] && y / 2.8 < bar[3]), 0.1);

        Assert.Equal(character, Recognizer.Predict(picture.ToImage()).Character);
    }

    // As of a form's box to tick. One 0's corners are round, though its sides are nearly straight; the other is narrow.
    [Theory]
    [InlineData(60)]
    [InlineData(160)]
    [InlineData(420)]
    public void A_box_with_room_around_it_is_empty_and_a_0_is_not(int side)
    {
        double half = 0.2 * side;
        double thickness = side / 80.0;
        DegradedPicture box = Ring((x, y) => Math.Max(Math.Abs(x), Math.Abs(y)));
        DegradedPicture zero = Ring((x, y) => Math.Pow(Math.Pow(Math.Abs(x), 3) + Math.Pow(Math.Abs(y), 3), 1 / 3.0));

        Assert.Equal(PredictionStatus.Blank, StatusOf(box));
        Assert.Equal(PredictionStatus.Recognized, StatusOf(zero));
        Assert.Equal(PredictionStatus.Recognized, StatusOf(Ring((x, y) => Math.Max(1.8 * Math.Abs(x), Math.Abs(y)))));

        DegradedPicture Ring(Func<double, double, double> distance) => new DegradedPicture(new byte[784], side, side)
            .Darken((x, y) => Math.Abs(distance(x - (side / 2.0), y - (side / 2.0)) - half) <= thickness, 0.2).Noise(0.01);
    }

    // Near to three sides of the picture, as an open one would be, but with room above.
    [Fact]
    public void A_closed_box_at_the_foot_of_a_tall_picture_is_empty() => Assert.Equal(
        PredictionStatus.Blank,
        StatusOf(new DegradedPicture(new byte[784], 100, 160)
            .Darken((x, y) => Math.Abs(Math.Max(Math.Abs(x - 50), Math.Abs(y - 108)) - 38) <= 1.5, 0.2).Noise(0.01)));

    [Fact]
    public void A_tooth_in_the_middle_of_a_comb_is_empty_and_a_1_there_is_not()
    {
        Assert.Equal(PredictionStatus.Blank, StatusOf(Comb(0)));
        Assert.Equal(PredictionStatus.Recognized, StatusOf(Comb(0.25)));

        static DegradedPicture Comb(double lean) => new DegradedPicture(new byte[784], 220, 120).Darken(
            (x, y) => y is >= 98 and < 101
                || (y is >= 55 and < 101 && (x is >= 18 and < 21 or >= 198 and < 201 || Math.Abs(x - 109 - (lean * (98 - y))) < 1.5)),
            0.2).Noise(0.01);
    }

    // Its corners are sharp, and no line goes on beyond another.
    [Theory]
    [InlineData(0.0, 0.05, 0.94, 0.05, 0.94, 0.05, 0.94, 0.94, 0.0, 0.94, 0.94, 0.94)]
    [InlineData(0.06, 1.0, 0.06, 0.04, 0.06, 0.04, 0.95, 0.04, 0.95, 1.0, 0.95, 0.04)]
    [InlineData(0.2, 0.0, 0.2, 0.97, 0.2, 0.97, 1.0, 0.97)]
    public void Walls_that_end_at_each_other_or_the_edge_are_a_cells(params double[] lines) =>
        Assert.Equal(PredictionStatus.Blank, StatusOf(Lines(200, 190, 0.012, lines)));

    [Theory]
    [InlineData(150)]
    [InlineData(500)]
    public void A_crease_as_dark_as_a_pencil_is_empty(int side)
    {
        DegradedPicture picture = new DegradedPicture(new byte[784], side, side)
            .Shade((x, y) => 1 - (0.4 * Math.Exp(-Math.Pow(((0.3 * y) + x - (0.6 * side)) / (side / 130.0), 2)))).Noise(0.01);

        Assert.Equal(PredictionStatus.Blank, StatusOf(picture));
    }

    [Fact]
    public void Specks_far_from_each_other_are_no_characters()
    {
        DegradedPicture picture = new DegradedPicture(new byte[784], 240, 240).Darken(
            (x, y) => (x is >= 40 and < 47 && y is >= 60 and < 64) || (x is >= 180 and < 184 && y is >= 30 and < 37)
                || (x is >= 120 and < 126 && y is >= 190 and < 196),
            0.2).Noise(0.01);

        Assert.Equal(PredictionStatus.Blank, StatusOf(picture));
    }

    // As those of a cell that is printed in dashes or drawn with a pen, along which strokes would join. A U's are round below.
    [Theory]
    [InlineData(0.05, 0.15, 0.05, 0.88, 0.94, 0.12, 0.94, 0.85, 0.14, 0.06, 0.86, 0.06, 0.12, 0.95, 0.87, 0.95)]
    [InlineData(0.05, 0.12, 0.05, 0.75, 0.94, 0.12, 0.94, 0.75, 0.12, 0.05, 0.88, 0.05)]
    [InlineData(0.88, 0.05, 0.88, 0.96, 0.1, 0.12, 0.88, 0.12, 0.1, 0.94, 0.97, 0.94)]
    public void Walls_that_do_not_meet_are_a_cells(params double[] lines)
    {
        Assert.Equal(PredictionStatus.Blank, StatusOf(Lines(200, 190, 0.012, lines)));
        Assert.Equal(PredictionStatus.Recognized, StatusOf(Lines(200, 190, 0.012, [.. lines, 0.4, 0.3, 0.4, 0.7, 0.4, 0.3, 0.6, 0.3])));
    }

    [Theory]
    [InlineData(0.28)]
    [InlineData(0.32)]
    public void A_U_of_a_thin_pen_is_no_cell(double round)
    {
        DegradedPicture picture = new DegradedPicture(new byte[784], 120, 180)
            .Darken((x, y) => Math.Abs(Distance((x - 59.5) / 110, (y - 10) / 160.0)) < 0.02, 0.2).Noise(0.01);

        Assert.Equal("U", Recognizer.Predict(picture.ToImage()).Character);

        // From the middle of a stroke along the left and the right side, and round corners below, in parts of the height.
        double Distance(double across, double down)
        {
            double toCorner = 0.32 - round;
            double aside = Math.Max(0, Math.Abs(across) - toCorner);
            double below = Math.Max(0, down - 0.95 + round);
            return down < 0 ? 1 : below == 0 ? Math.Abs(across) - 0.32 : Math.Sqrt((aside * aside) + (below * below)) - round;
        }
    }

    // Its walls lean, each otherwise, are of different heights, and its foot wavers.
    [Fact]
    public void A_comb_drawn_by_hand_is_empty()
    {
        Assert.Equal(PredictionStatus.Blank, StatusOf(Comb()));
        Assert.Equal(PredictionStatus.Recognized, StatusOf(Comb().Darken((x, y) => IsIn(x, y, 70, 12, 84, 100, 5), 0.2)));

        static DegradedPicture Comb() => new DegradedPicture(new byte[784], 260, 170)
            .Darken((x, y) => Math.Abs(y - 140 - (2 * Math.Sin(x / 40.0))) < 1.5
                || IsIn(x, y, 24, 70, 16, 140, 1.5) || IsIn(x, y, 240, 60, 245, 140, 1.5), 0.2)
            .Noise(0.01);
    }

    // A pair of lines that are nearer than squares are, and lines that fade before the picture ends.
    [Theory]
    [InlineData(90)]
    [InlineData(300)]
    public void A_sheet_with_a_double_margin_is_empty(int side)
    {
        double pitch = side / 6.0;
        double thin = side / 90.0;
        Assert.Equal(PredictionStatus.Blank, StatusOf(Sheet()));
        Assert.NotEqual(PredictionStatus.Blank, StatusOf(Sheet().Write(0.3 * side, right: 0.15 * side)));

        DegradedPicture Sheet() => new DegradedPicture(Character, side, side)
            .Darken((x, y) => (y + 3) % pitch < thin && x < side * (0.8 + (0.1 * Math.Sin(y))), 0.7)
            .Darken((x, y) => (x + 5) % pitch < thin, 0.7)
            .Darken((x, _) => Math.Abs(x - (0.19 * side)) < thin || Math.Abs(x - (0.23 * side)) < thin, 0.5)
            .Noise(0.05);
    }

    // Of which so few pixels are above the noise that no line is left but along rows and columns.
    [Fact]
    public void Lines_as_faint_as_the_noise_are_a_cells()
    {
        double[] corner = [0.0, 0.1, 1.0, 0.1, 0.88, 0.0, 0.88, 1.0];
        int empty = Enumerable.Range(0, Variants).Count(i => StatusOf(Faint(corner, i)) == PredictionStatus.Blank);
        int written = Enumerable.Range(0, Variants).Count(i => StatusOf(Faint(corner, i).Write(50, 0.4)) != PredictionStatus.Blank);

        Assert.True(empty >= 0.95 * Variants && written == Variants, $"{empty} empty blank and {written} written not, of {Variants}");

        static DegradedPicture Faint(double[] lines, int i) => new DegradedPicture(Character, 90 + (3 * i), 84 + (3 * i))
            .Darken((x, y) => AreOn(lines, (x + 0.5) / (90 + (3 * i)), (y + 0.5) / (84 + (3 * i)), 0.012), 0.83).Noise(0.06);
    }

    // Soft all around, so that it is no shape that was drawn, or soft and cut by the picture's edge.
    [Theory]
    [InlineData(0.45, 0.5, 0.3)]
    [InlineData(0.1, 0.4, 0.4)]
    [InlineData(0.9, 0.85, 0.5)]
    public void A_round_soft_shadow_is_blank(double middle, double down, double radius)
    {
        Assert.All((int[])[80, 200, 700], side =>
        {
            Assert.Equal(PredictionStatus.Blank, StatusOf(Shadow(side, 0.05).Noise(0.02)));
            Assert.Equal(PredictionStatus.Recognized, StatusOf(Shadow(side, 0.05).Write(0.35 * side, 0.15).Noise(0.02)));
        });
        Assert.Equal(PredictionStatus.NotACharacter, StatusOf(Disc(200).Noise(0.02)));

        DegradedPicture Shadow(int side, double softness) => new DegradedPicture(Character, side, side)
            .Shade((x, y) => 1 - (0.4 / (1 + Math.Exp((Away(x, y, side) - radius) / softness))));

        // As pale, printed, and within the picture.
        static DegradedPicture Disc(int side) => new DegradedPicture(Character, side, side)
            .Darken((x, y) => Math.Pow(x - (0.5 * side), 2) + Math.Pow(y - (0.5 * side), 2) < Math.Pow(0.35 * side, 2), 0.5);

        double Away(int x, int y, int side) => Math.Sqrt(Math.Pow(((double)x / side) - middle, 2) + Math.Pow(((double)y / side) - down, 2));
    }

    [Fact]
    public void Crumbs_far_from_each_other_are_no_characters()
    {
        DegradedPicture far = Crumbs(new DegradedPicture(new byte[784], 300, 300), 90);
        DegradedPicture near = Crumbs(new DegradedPicture(new byte[784], 300, 300), 12);

        Assert.Equal(PredictionStatus.Blank, StatusOf(far));
        Assert.NotEqual(PredictionStatus.Blank, StatusOf(near));

        // Strokes that are bent, as those of a speck of dust may be.
        static DegradedPicture Crumbs(DegradedPicture picture, int apart) => picture.Darken(
            (x, y) => Enumerable.Range(0, 3).Any(i => x - 40 - (apart * i) is var dx && y - 60 - (i * apart / 2) is var dy
                && dx is >= 0 and < 9 && dy is >= 0 and < 9 && (dx < 2 || dy >= 7)),
            0.2).Noise(0.01);
    }

    // Its two strokes are the outermost ink along all four sides.
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(-0.1)]
    public void A_plus_is_no_form(double off)
    {
        DegradedPicture picture = new DegradedPicture(new byte[784], 61, 61).Darken(
            (x, y) => x is >= 10 and < 52 && y is >= 10 and < 52 && Math.Min(Math.Abs(x - 31 - (61 * off)), Math.Abs(y - 31)) < 2, 0.1);

        Assert.Equal(PredictionStatus.Recognized, StatusOf(picture));
    }

    // It is a part of the underline's piece, or far fainter than that.
    [Theory]
    [InlineData(0.2, 0.16)]
    [InlineData(0.75, 0.02)]
    public void A_small_or_faint_character_on_an_underline_is_read(double ink, double down)
    {
        int right = 0;
        for (int seed = 0; seed < Variants; seed++)
        {
            int side = 80 + (9 * seed);
            DegradedPicture picture = new DegradedPicture(Character, side, side)
                .Write(0.2 * side, ink, right: seed - 12, down: down * side)
                .Darken((x, y) => Math.Abs(y - (0.75 * side)) < Math.Max(1, 0.015 * side) && x > 0.08 * side && x < 0.92 * side, 0.1)
                .Noise(0.005 * (seed % 3));
            Assert.NotEqual(PredictionStatus.Blank, StatusOf(picture));
            right += Recognizer.Predict(picture.ToImage()).Character == "R" ? 1 : 0;
        }

        Assert.True(right >= 0.8 * Variants, $"{right} of {Variants}");
    }

    // As a pen draws it: as dark as the line, but leaning, or thicker, or bent.
    [Theory]
    [InlineData(0.12, 0, 1)]
    [InlineData(0, 0, 2)]
    [InlineData(0, 0.06, 1)]
    public void A_1_that_stands_on_a_line_is_no_tooth(double lean, double bend, double thickness)
    {
        DegradedPicture picture = new DegradedPicture(new byte[784], 160, 160).Darken(
            (x, y) => Math.Abs(y - 130) < 2
                || (y is > 50 and < 130
                    && Math.Abs(x - 80 + (lean * (y - 90)) - (bend * 80 * Math.Pow((y - 90) / 40.0, 2))) < 2 * thickness), 0.1);

        Assert.Equal(PredictionStatus.Recognized, StatusOf(picture));
    }

    // A tenth of the side and more, in ink that throws back up to four fifths of the paper's light.
    [Fact]
    public void A_small_or_faint_character_on_a_sheet_is_not_blank()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var field = new Field(seed);
            double size = Math.Max(14, field.Side * (0.05 + (seed % 10 * 0.03)));
            DegradedPicture picture = new DegradedPicture(Character, field.Side, field.Side)
                .Write(size, ink: 0.2 + (seed % 7 * 0.1), right: seed % 20, down: -(seed % 15))
                .Noise(0.01 * (seed % 3));
            Assert.NotEqual(PredictionStatus.Blank, StatusOf(picture));
        }
    }

    // So dark that it might be a filled shape, but for its soft edge.
    [Fact]
    public void The_edge_of_a_dark_shadow_is_blank_in_any_direction()
    {
        int blank = Enumerable.Range(0, Variants).Count(seed =>
        {
            var field = new Field(seed);
            (double sin, double cos) = Math.SinCos(2 * Math.PI * seed / Variants);
            return StatusOf(new DegradedPicture(new byte[784], field.Side, field.Side)
                .Shade((x, y) => 1 - (0.64 / (1 + Math.Exp(-((cos * (x - (0.55 * field.Side))) + (sin * (y - (0.45 * field.Side)))) / (field.Side / 50.0)))))
                .Noise(0.008 * (seed % 4))) == PredictionStatus.Blank;
        });

        Assert.True(blank >= 0.95 * Variants, $"{blank} of {Variants}");
    }

    // Of so few pixels that most cannot be named; but a dot's are an ellipse, and an R's are none.
    [Fact]
    public void A_character_of_a_few_pixels_is_told_from_a_dot()
    {
        (int dots, int characters, int count) = (0, 0, 0);
        for (int size = 5; size <= 9; size++)
        {
            for (int place = 0; place < 8; place++)
            {
                double off = place / 8.0;
                DegradedPicture dot = new DegradedPicture(new byte[784], 200, 200)
                    .Shade((x, y) => 1 - (0.7 * Math.Clamp((size / 2.0) + 0.5 - Math.Sqrt(Math.Pow(x - 90 - off, 2) + Math.Pow(y - 70 + off, 2)), 0, 1)))
                    .Noise(0.01);
                DegradedPicture character = new DegradedPicture(Character, 200, 200).Write(size + 2, 0.3, right: off, down: 20 - off).Noise(0.01);
                dots += StatusOf(dot) == PredictionStatus.Blank ? 1 : 0;
                characters += StatusOf(character) != PredictionStatus.Blank ? 1 : 0;
                count++;
            }
        }

        Assert.True(dots == count && characters >= 0.9 * count, $"{dots} dots blank and {characters} characters not, of {count}");
    }

    [Fact]
    public void An_H_whose_bar_stands_off_is_no_comb()
    {
        DegradedPicture picture = new DegradedPicture(new byte[784], 140, 200).Darken(
            (x, y) => y is > 10 and < 190 && (x is > 8 and < 17 or > 122 and < 131 || (x is > 26 and < 113 && y is > 95 and < 104)), 0.1);

        Assert.Equal("H", Recognizer.Predict(picture.ToImage()).Character);
    }

    /// <summary>Level and upright lines: x, y, x, y each, in parts of the picture.</summary>
    private static DegradedPicture Lines(int width, int height, double half, double[] lines) => new DegradedPicture(new byte[784], width, height)
        .Darken((x, y) => AreOn(lines, (x + 0.5) / width, (y + 0.5) / height, half), 0.2).Noise(0.01);

    private static bool AreOn(double[] lines, double x, double y, double half) => lines.Chunk(4).Any(line =>
        x > Math.Min(line[0], line[2]) - half && x < Math.Max(line[0], line[2]) + half
        && y > Math.Min(line[1], line[3]) - half && y < Math.Max(line[1], line[3]) + half);

    /// <summary>Whether a pixel is on a steep line from one place to a lower one.</summary>
    private static bool IsIn(int x, int y, double fromX, double fromY, double toX, double toY, double half) =>
        y >= fromY && y <= toY && Math.Abs(x - fromX - ((toX - fromX) * (y - fromY) / (toY - fromY))) < half;

    private static DegradedPicture Draw(string kind, int seed, byte[] character, double size)
    {
        var field = new Field(seed);
        var picture = new DegradedPicture(character, field.Side, field.Side);
        return Kinds[kind](field, size == 0 ? picture : picture.Write(size * field.Side)).Noise(0.008 * (seed % 4));
    }

    private static DegradedPicture DrawSmall(string kind, int side, byte[] character)
    {
        var field = new SmallField(side);
        DegradedPicture picture = new DegradedPicture(character, side, side).Shade((x, y) => 1 - (0.6 * SmallKinds[kind](field, x, y)));
        return (ReferenceEquals(character, Character) ? picture.Write(0.5 * side) : picture).Noise(0.01 * (side % 3));
    }

    private static byte[] Normalized(string name)
    {
        byte[] normalized = new byte[CharacterNormalizer.Size * CharacterNormalizer.Size];
        CharacterNormalizer.Normalize(ImageDecoder.Decode(Path.Combine(TestData.RepositoryRoot, "samples", "images", name)), normalized);
        return normalized;
    }

    private static PredictionStatus StatusOf(DegradedPicture picture) => CharacterNormalizer.Normalize(picture.ToImage(), new byte[784]);

    private sealed record Field(int Seed)
    {
        public int Side => new[] { 64, 90, 120, 160, 220, 300, 420, 600 }[Seed % 8];

        public int Thickness => Math.Max(1, (int)(Side * (0.012 + (Seed % 5 * 0.006))));

        public int Inset => (int)(Side * (0.05 + (Seed % 3 * 0.04)));

        public bool Dark { get; init; }

        public double Ink => Dark ? 0.05 : 0.05 + (Seed % 6 * 0.07);

        public int Ruling => Math.Max(14, Side / (5 + (Seed % 4)));

        public int RulingThickness => Side >= 220 ? 2 : 1;

        public bool IsNear(int at, int line) => at >= line - Thickness && at < line;

        public bool IsOnRing(int x, int y, int inset)
        {
            int edge = Math.Min(Math.Min(x, y), Math.Min(Side - 1 - x, Side - 1 - y));
            return edge >= inset && edge < inset + Thickness;
        }

        public bool IsOnCorner(int x, int y)
        {
            (int right, int down) = (Seed % 2 == 0 ? x : Side - 1 - x, Seed % 4 < 2 ? y : Side - 1 - y);
            return (IsNear(right, Inset + Thickness) && down >= Inset) || (IsNear(down, Inset + Thickness) && right >= Inset);
        }

        public bool IsOnRoundBox(int x, int y)
        {
            double radius = Side * (0.1 + (Seed % 4 * 0.04));
            double across = Math.Abs(x - (Side / 2.0)) - (Side / 2.0) + Inset + radius;
            double down = Math.Abs(y - (Side / 2.0)) - (Side / 2.0) + Inset + radius;
            double depth = radius - (across > 0 && down > 0 ? Math.Sqrt((across * across) + (down * down)) : Math.Max(across, down));
            return depth >= 0 && depth < Thickness;
        }

        public bool IsOnWalls(int x, int y, int sides) =>
            IsNear(x, Thickness + (Seed % 3)) || IsNear(y, Thickness + (Seed % 2)) || IsNear(x, Side - (Seed % 4))
            || (sides == 4 && IsNear(y, Side));

        public bool IsOnTurnedWalls(int x, int y)
        {
            double lean = 0.02 + (Seed % 4 * 0.008);
            double across = x + (lean * y);
            double down = y - (lean * x);
            return Math.Abs(across - (0.06 * Side)) < Thickness / 2.0 || Math.Abs(across - Side) < Thickness / 2.0
                || Math.Abs(down - (0.93 * Side)) < Thickness / 2.0 || Math.Abs(down + (lean * Side / 2)) < Thickness / 2.0;
        }

        public bool IsOnComb(int x, int y) =>
            (IsNear(y, Side - Inset) && (Seed % 2 == 0 || (x >= Inset - Thickness && x <= Side - Inset)))
            || ((IsNear(x, Inset) || IsNear(x, Side - Inset)) && y < Side - Inset && y > Side * (0.4 + (Seed % 4 * 0.1)));
    }

    private sealed record SmallField(int Side)
    {
        public double Off => Side % 5 / 5.0;

        public double Left => (0.12 * Side) + Off;

        public double Right => (0.88 * Side) - Off;

        public double Low => (0.86 * Side) + Off;

        public double Line(double distance) => Math.Clamp(((1.2 + (Side % 3 * 0.4)) / 2) + 0.5 - Math.Abs(distance), 0, 1);

        public double Lines(double at) => Line(Math.IEEERemainder(at, Side / 3.0));
    }
}
