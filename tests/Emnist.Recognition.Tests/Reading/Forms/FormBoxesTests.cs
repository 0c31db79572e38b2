using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Reading.Forms;

public class FormBoxesTests
{
    private static readonly CharacterRecognizer Recognizer = new();
    private static readonly ReadTextOptions Digits = new() { Characters = CharacterSet.Digits };

    public static TheoryData<string, double, double, double> Rows
    {
        get
        {
            var rows = new TheoryData<string, double, double, double>();
            foreach (string kind in (string[])["shared", "apart", "comb", "open", "open apart", "edge"])
            {
                rows.Add(kind, 26, 1, 0);
                rows.Add(kind, 45, 2, 3);
                rows.Add(kind, 80, 4, 6);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Boxes_are_read_one_by_one_and_empty_ones_are_told_with_their_places(string kind, double side, double thickness, double noise)
    {
        const string text = "37_482_6";
        GrayImage image = Draw(kind, text, side, thickness).Photograph(noise, shade: 0.3);

        RecognizedText read = Recognizer.ReadText(image, Digits);

        RecognizedCharacter[] boxes = [.. Assert.Single(read.Lines).Words.SelectMany(static word => word.Characters)];
        Assert.Equal(text, string.Concat(boxes.Select(static box => box.Prediction.Status == PredictionStatus.Blank ? "_" : box.Character)));
        Assert.Equal(text.Replace("_", "", StringComparison.Ordinal), read.Text.Replace(" ", "", StringComparison.Ordinal));
        double step = boxes.Zip(boxes.Skip(1), static (a, b) => b.Box!.Value.X - a.Box!.Value.X).Average();
        Assert.Equal(kind is "apart" or "open apart" ? 1.4 * side : side, step, 0.05 * side);
        Assert.All(boxes, box => Assert.Equal(side, box.Box!.Value.Width, (0.1 * side) + 2));
        Assert.All(boxes.Where(static box => box.Character.Length == 0), static box => Assert.Equal(box.Box, box.Bounds));
    }

    // Narrow gaps, over which nothing leads but near walls.
    [Theory]
    [InlineData(20, 4, 1.3)]
    [InlineData(24, 3, 2)]
    [InlineData(40, 6, 2)]
    public void Boxes_that_stand_close_to_each_other_are_found_to_the_last_one(double side, double gap, double thickness)
    {
        const string text = "37_482_6";
        FormDrawing form = new((int)((side + gap) * 8) + 40, (int)side + 40);
        for (int i = 0; i < text.Length; i++)
        {
            double left = 20 + (i * (side + gap));
            form.Box(left, 20, side, side, thickness);
            _ = text[i] == '_' ? form : form.Write(text[i], left + (side / 2), 20 + (side / 2), 0.6 * side);
        }

        RecognizedText read = Recognizer.ReadText(form.Photograph(noise: 2), Digits);

        RecognizedCharacter[] boxes = [.. Assert.Single(read.Lines).Words.SelectMany(static word => word.Characters)];
        Assert.Equal(text.Select(static box => box == '_'), boxes.Select(static box => box.Prediction.Status == PredictionStatus.Blank));
        Assert.All(boxes, box => Assert.Equal(side, box.Box!.Value.Width, (0.1 * side) + 2));
    }

    // Dots so far apart that they come together in a smaller picture only.
    [Fact]
    public void Boxes_with_dotted_walls_are_found_in_a_large_picture()
    {
        FormDrawing form = new(560, 200);
        for (int i = 0; i < 4; i++)
        {
            double left = 40 + (i * 125);
            for (int k = 0; k <= 7; k++)
            {
                double along = k * 15;
                form.Wall(left + along, 40, left + along, 40, 5).Wall(left + along, 145, left + along, 145, 5)
                    .Wall(left, 40 + along, left, 40 + along, 5).Wall(left + 105, 40 + along, left + 105, 40 + along, 5);
            }
        }

        RecognizedText read = Recognizer.ReadText(form.Write('3', 92, 92, 60).Write('7', 342, 92, 60).Photograph(noise: 2), Digits);

        Assert.Equal("3_7_", Told(read));
        Assert.All(read.Characters, static box => Assert.Equal(105, box.Box!.Value.Width, 12.0));
    }

    // In a small picture: a third of a box's width is taken by a wall's halves.
    [Theory]
    [InlineData("comb", "3_3", 28, 4.8)]
    [InlineData("comb", "374_3", 16, 2.6)]
    public void Evenly_spaced_boxes_with_something_in_them_may_have_thick_walls(string kind, string text, double side, double thickness) =>
        Assert.Equal(text, Told(Recognizer.ReadText(Draw(kind, text, side, thickness).Photograph(noise: 2), Digits)));

    // As a felt tip draws them, thicker than most printed lines, in a picture that is not large.
    [Theory]
    [InlineData("37_4_", 90, 11)]
    [InlineData("______", 40, 4.8)]
    public void Boxes_with_thick_walls_are_found(string text, double side, double thickness)
    {
        RecognizedText read = Recognizer.ReadText(Draw("shared", text, side, thickness).Photograph(noise: 3), Digits);

        Assert.Equal(text, Told(read));
        Assert.All(read.Characters, static box => Assert.NotNull(box.Box));
    }

    // The paper's lines are much fainter than ink, and lost in noise where there is little light.
    [Fact]
    public void Squares_of_faintly_squared_paper_are_no_boxes()
    {
        FormDrawing page = new(460, 380) { WallGray = 195 };
        for (int place = 22; place < 460; place += 44)
        {
            page.Wall(place, 0, place, 380, 2).Wall(0, place, 460, place, 2);
        }

        page.Write('3', 150, 190, 70).Write('8', 230, 190, 70).Write('4', 310, 190, 70);
        RecognizedText read = Recognizer.ReadText(
            page.Photograph(noise: 4, shade: 0.6, [new(0, 24), new(460, 0), new(484, 380), new(24, 404)]), Digits);

        Assert.Equal("384", read.Text.Replace(" ", "", StringComparison.Ordinal));
        Assert.All(read.Characters, static character => Assert.Null(character.Box));
    }

    // As a margin's, which is as dark as ink in some of its places: not enough of it to be found as a line.
    [Fact]
    public void A_broken_line_is_no_column_of_characters()
    {
        FormDrawing page = new(320, 200) { WallGray = 90 };
        for (int top = 3; top < 200; top += 20)
        {
            page.Wall(40, top, 40, top + 12, 2);
        }

        RecognizedText read = Recognizer.ReadText(
            page.Write('3', 110, 100, 40).Write('7', 160, 100, 40).Write('4', 210, 100, 40).Photograph(noise: 2), Digits);

        Assert.Equal("374", read.Text.Replace(" ", "", StringComparison.Ordinal));
    }

    // Between the contrast from which walls are taken out and that from which what is left becomes ink, nothing is.
    [Theory]
    [InlineData(185)]
    [InlineData(195)]
    [InlineData(205)]
    public void Empty_boxes_with_faint_walls_are_empty(int wall)
    {
        FormDrawing form = new(320, 90) { WallGray = wall };
        for (int i = 0; i < 6; i++)
        {
            form.Box(25 + (i * 45), 15, 45, 60, 1);
        }

        RecognizedText read = Recognizer.ReadText(form.Write('4', 47, 45, 36).Photograph(noise: 2), Digits);

        Assert.Equal("4", read.Text);
        Assert.Equal(5, read.Characters.Count(static box => box.Prediction.Status == PredictionStatus.Blank));
    }

    // Its walls lie at the picture's upper and lower edge, where a wall that is not drawn might be.
    [Fact]
    public void Boxes_do_not_go_on_where_no_wall_is()
    {
        FormDrawing form = new(300, 60);
        for (int i = 0; i < 4; i++)
        {
            form.Box(80 + (i * 50), 0.5, 50, 59, 1.5).Write("3826"[i], 105 + (i * 50), 30, 34);
        }

        RecognizedText read = Recognizer.ReadText(form.Photograph(noise: 1), Digits);

        Assert.Equal("3826", read.Text);
        Assert.Equal(4, read.Characters.Count());
    }

    [Fact]
    public void Rows_from_edge_to_edge_are_boxes_and_no_ruled_sheet()
    {
        const int Side = 40;
        string[] rows = ["34728364", "73826437", "26483723"];
        FormDrawing form = new(8 * Side, 30 + (rows.Length * 2 * Side));
        for (int row = 0; row < rows.Length; row++)
        {
            int top = 25 + (row * 2 * Side);
            form.Wall(0, top, 8 * Side, top, 2).Wall(0, top + Side, 8 * Side, top + Side, 2);
            for (int i = 0; i < rows[row].Length; i++)
            {
                form.Wall(i * Side, top, i * Side, top + Side, 2).Write(rows[row][i], (i + 0.5) * Side, top + (0.5 * Side), 0.7 * Side);
            }
        }

        string read = Recognizer.ReadText(form.Photograph(noise: 2), Digits).Text;

        Assert.Equal(string.Join('\n', rows), read);
    }

    [Fact]
    public void The_expected_count_is_that_of_the_boxes()
    {
        GrayImage image = Draw("shared", "3__48", 50, 2).Photograph();

        RecognizedText read = Recognizer.ReadText(image, Digits with { ExpectedCount = 5 });

        Assert.Equal(5, read.Characters.Count());
        Assert.Equal("348", read.Text);
    }

    [Fact]
    public void A_row_that_is_all_empty_has_no_text()
    {
        RecognizedText read = Recognizer.ReadText(Draw("shared", "______", 40, 1.5).Photograph(noise: 3));

        Assert.Equal("", read.Text);
        Assert.Equal(6, read.Characters.Count(static box => box.Prediction.Status == PredictionStatus.Blank));
    }

    // As broad pens draw them, side by side; the digits of a display are as thick and stand apart.
    [Fact]
    public void A_long_row_of_empty_boxes_may_have_thick_walls() =>
        Assert.Equal("__________", Told(Recognizer.ReadText(Draw("shared", "__________", 24, 4).Photograph(noise: 2), Digits)));

    // Its dark frame is all of the picture's edge, so that the paper within seems to be light ink.
    [Fact]
    public void A_row_cut_out_along_its_outer_walls_is_read()
    {
        const string text = "374823";
        const int side = 36;
        FormDrawing form = new((side * text.Length) + 1, side + 1) { WallGray = 10 };
        for (int i = 0; i < text.Length; i++)
        {
            form.Box(i * side, 0, side, side, 3).Write(text[i], (i + 0.5) * side, 0.5 * side, 0.7 * side);
        }

        Assert.Equal(text, Told(Recognizer.ReadText(form.Photograph(noise: 2), Digits)));
    }

    [Fact]
    public void Text_beside_boxes_is_read_as_lines()
    {
        FormDrawing form = new FormDrawing(400, 260).Write('4', 60, 60, 60).Write('7', 130, 60, 60);
        for (int i = 0; i < 4; i++)
        {
            form.Box(60 + (i * 60), 140, 60, 75, 2).Write("3826"[i], 90 + (i * 60), 178, 48);
        }

        RecognizedText read = Recognizer.ReadText(form.Photograph(), Digits);

        Assert.Equal("47\n3826", read.Text);
        Assert.Equal([false, false, true, true, true, true], read.Characters.Select(static character => character.Box is not null));
    }

    // Strokes that meet level lines as walls do: digits over an underline, a frame around a number, a table of numbers.
    [Fact]
    public void An_underline_and_a_frame_around_a_word_are_no_boxes()
    {
        FormDrawing underlined = new FormDrawing(420, 130).Wall(10, 104, 400, 104, 2);
        FormDrawing framed = new FormDrawing(420, 130).Box(8, 8, 400, 112, 2);
        for (int i = 0; i < 5; i++)
        {
            underlined.Write("37482"[i], 60 + (i * 70), 60, 70);
            framed.Write("37482"[i], 60 + (i * 70), 62, 70);
        }

        Assert.All(Recognizer.ReadText(underlined.Photograph(), Digits).Characters, static character => Assert.Null(character.Box));
        Assert.All(Recognizer.ReadText(framed.Photograph(), Digits).Characters, static character => Assert.Null(character.Box));
    }

    [Fact]
    public void Upright_strokes_are_no_comb()
    {
        var random = new Random(3);
        for (int i = 0; i < 40; i++)
        {
            var word = new FormDrawing(300, 120);
            for (int k = 0; k < 6; k++)
            {
                double x = 30 + (k * 42) + (random.NextDouble() * 8);
                word.Wall(x, 22 + (random.NextDouble() * 8), x, 92 + (random.NextDouble() * 6), 3 + (3 * random.NextDouble()));
            }

            RecognizedText read = Recognizer.ReadText((i % 2 == 0 ? word : word.Wall(15, 95, 280, 95, 3)).Photograph());

            Assert.All(read.Characters, static character => Assert.Null(character.Box));
        }
    }

    // A stroke along a wall, as the bar of a 7 under the upper one, makes it little thicker, and must not be taken out with it.
    [Theory]
    [InlineData(0, -0.15)]
    [InlineData(0, 0.15)]
    [InlineData(0.2, 0)]
    public void Digits_that_touch_walls_are_whole(double aside, double down)
    {
        const double side = 40;
        int all = 0;
        int right = 0;
        for (int step = -4; step <= 4; step++)
        {
            const string text = "23_4678";
            FormDrawing form = new(380, 80);
            for (int i = 0; i < text.Length; i++)
            {
                double left = 30 + (i * side * 1.2);
                form.Box(left, 20, side, side, 3);
                _ = text[i] == '_' ? form : form.Write(
                    text[i], left + (side / 2) + (aside * side * (1 + (0.1 * step))), 20 + (side / 2) + (down * side * (1 + (0.1 * step))), 0.68 * side);
            }

            RecognizedText read = Recognizer.ReadText(form.Photograph(noise: 3), Digits);
            all += text.Length;
            right += Told(read).Zip(text).Count(static pair => pair.First == pair.Second);
        }

        Assert.True(right >= 0.9 * all, $"{right} of {all}");
    }

    // As tax forms have them: the outer walls are those of a box, the others teeth.
    [Theory]
    [InlineData("3_7")]
    [InlineData("__4_8")]
    public void Outer_walls_of_a_comb_may_be_taller(string text)
    {
        const double side = 50;
        double right = 35 + (text.Length * side);
        FormDrawing form = Draw("comb", text, side, 2).Wall(35, 30, 35, 87, 2).Wall(right, 30, right, 87, 2);

        Assert.Equal(text, Told(Recognizer.ReadText(form.Photograph(noise: 2), Digits)));
    }

    // Teeth that are as long as boxes are wide, or nearly.
    [Theory]
    [InlineData("_37_4_", 0.75)]
    [InlineData("_____2", 0.9)]
    public void Digits_that_rise_over_low_walls_are_whole(string text, double walls)
    {
        const double side = 40;
        FormDrawing form = new(320, 130);
        form.Wall(40, 100, 40 + (side * text.Length), 100, 2);
        for (int i = 0; i <= text.Length; i++)
        {
            form.Wall(40 + (i * side), 100 - (walls * side), 40 + (i * side), 100, 2);
        }

        for (int i = 0; i < text.Length; i++)
        {
            _ = text[i] == '_' ? form : form.Write(text[i], 40 + ((i + 0.5) * side), 100 - (walls * side), 0.95 * side);
        }

        Assert.Equal(text, Told(Recognizer.ReadText(form.Photograph(noise: 2), Digits)));
    }

    [Fact]
    public void Small_empty_boxes_that_stand_apart_may_have_thick_walls()
    {
        FormDrawing form = new(240, 70);
        for (int i = 0; i < 7; i++)
        {
            form.Box(30 + (i * 26), 20, 20, 25, 3);
        }

        Assert.Equal("_______", Told(Recognizer.ReadText(form.Photograph(noise: 2), Digits)));
    }

    // A table with little room around it: its lines do not go on to the picture's edges.
    [Fact]
    public void A_table_with_a_narrow_margin_is_no_squared_paper()
    {
        string[] rows = ["_3_7", "4826", "37_4"];
        FormDrawing form = new(240, 194);
        for (int row = 0; row < rows.Length; row++)
        {
            for (int i = 0; i < rows[row].Length; i++)
            {
                (double left, double top) = (19 + (i * 50.5), 16 + (row * 54));
                form.Box(left, top, 50.5, 54, 2.5);
                _ = rows[row][i] == '_' ? form : form.Write(rows[row][i], left + 25, top + 27, 34);
            }
        }

        Assert.Equal(string.Concat(rows), Told(Recognizer.ReadText(form.Photograph(noise: 3), Digits)));
    }

    // Two letters of a printed word, as l and t, with a stroke below them.
    [Fact]
    public void Two_small_open_boxes_beside_larger_ones_are_letters()
    {
        FormDrawing form = new(400, 160);
        form.Wall(20, 82, 62, 82, 2).Wall(20, 56, 20, 82, 2).Wall(41, 56, 41, 82, 2).Wall(62, 56, 62, 82, 2);
        for (int i = 0; i < 5; i++)
        {
            form.Box(130 + (i * 42), 40, 42, 52, 2).Write("38264"[i], 151 + (i * 42), 66, 32);
        }

        RecognizedText read = Recognizer.ReadText(form.Photograph(noise: 2), Digits);

        Assert.Equal("38264", string.Concat(read.Characters.Where(static box => box.Box is not null).Select(static box => box.Character)));
    }

    /// <summary>What stands in the boxes, with a low line for an empty one.</summary>
    private static string Told(RecognizedText read) =>
        string.Concat(read.Characters.Select(static box => box.Prediction.Status == PredictionStatus.Blank ? "_" : box.Character));

    private static FormDrawing Draw(string kind, string text, double side, double thickness)
    {
        (double step, double left) = (kind is "apart" or "open apart" ? 1.4 * side : side, kind == "edge" ? 0 : 0.7 * side);
        (double top, double bottom) = (0.5 * side, 1.75 * side);
        double right = left + ((text.Length - 1) * step) + side;
        var form = new FormDrawing((int)(kind == "edge" ? right : right + (0.7 * side)), (int)(2.3 * side));
        for (int i = 0; i < text.Length; i++)
        {
            double x = left + (i * step);
            if (kind == "apart")
            {
                form.Box(x, top, side, bottom - top, thickness);
            }

            if (kind == "open apart")
            {
                form.Wall(x, top, x, bottom, thickness).Wall(x, bottom, x + side, bottom, thickness)
                    .Wall(x + side, top, x + side, bottom, thickness);
            }

            if (text[i] != '_')
            {
                form.Write(text[i], x + (0.5 * side), (top + bottom) / 2, 0.72 * side);
            }
        }

        if (kind is "apart" or "open apart")
        {
            return form;
        }

        form.Wall(left, bottom, right, bottom, thickness);
        if (kind is "shared" or "edge")
        {
            form.Wall(left, top, right, top, thickness);
        }

        for (int i = kind == "edge" ? 1 : 0; i < text.Length + (kind == "edge" ? 0 : 1); i++)
        {
            form.Wall(left + (i * side), kind == "comb" ? bottom - (0.35 * side) : top, left + (i * side), bottom, thickness);
        }

        return form;
    }
}
