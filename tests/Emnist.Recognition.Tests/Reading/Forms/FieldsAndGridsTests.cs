using System.Numerics;
using System.Text.Json;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Reading.Forms;

public class FieldsAndGridsTests
{
    private static readonly CharacterRecognizer Recognizer = new();

    // The form lies aside of where it should, and the fields are told within their walls, along them, or without.
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(6, -5, 0)]
    [InlineData(-4, 6, 3)]
    [InlineData(3, 3, -3)]
    public void Fields_are_read_where_they_are_said_to_be_or_a_little_aside(int aside, int down, int within)
    {
        const string text = "3_7";
        var form = new FormDrawing(420, 150);
        List<PixelRectangle> fields = [];
        for (int i = 0; i < text.Length; i++)
        {
            form.Box(40 + (i * 120) + aside, 30 + down, 60, 80, 2);
            fields.Add(new PixelRectangle(40 + (i * 120) + within, 30 + within, 60 - (2 * within), 80 - (2 * within)));
            if (text[i] != '_')
            {
                form.Write(text[i], 70 + (i * 120) + aside, 70 + down, 46);
            }
        }

        IReadOnlyList<RecognizedField> read = Recognizer.ReadFields(form.Photograph(noise: 3, shade: 0.3), fields, CharacterSet.Digits);

        Assert.Equal(["3", "", "7"], read.Select(static field => field.Character));
        Assert.Equal([PredictionStatus.Recognized, PredictionStatus.Blank, PredictionStatus.Recognized], read.Select(static field => field.Prediction.Status));
        Assert.Equal(fields, read.Select(static field => field.Bounds));
        Assert.Equal(10, read[0].Prediction.Candidates.Count);
    }

    [Fact]
    public void Fields_without_walls_are_read_and_none_are_none()
    {
        GrayImage image = new FormDrawing(300, 120).Write('4', 60, 60, 60).Write('8', 220, 60, 60).Photograph();

        IReadOnlyList<RecognizedField> read = Recognizer.ReadFields(
            image, [new PixelRectangle(180, 20, 80, 80), new PixelRectangle(100, 20, 60, 80), new PixelRectangle(20, 20, 80, 80)], CharacterSet.Digits);

        Assert.Equal(["8", "", "4"], read.Select(static field => field.Character));
        Assert.Empty(Recognizer.ReadFields(image, [], null));
    }

    [Fact]
    public void A_field_that_cannot_be_is_named()
    {
        GrayImage image = new FormDrawing(100, 50).Photograph();
        PixelRectangle good = new(0, 0, 50, 50);

        Assert.Contains("Field 2 of 2, (60, 0) 41 x 50,", Refusal(good, new PixelRectangle(60, 0, 41, 50)), StringComparison.Ordinal);
        Assert.Contains("Field 1 of 1, (-1, 0) 20 x 20,", Refusal(new PixelRectangle(-1, 0, 20, 20)), StringComparison.Ordinal);
        Assert.Contains("Field 3 of 3, (0, 0) 2 x 9,", Refusal(good, good, new PixelRectangle(0, 0, 2, 9)), StringComparison.Ordinal);
        Assert.Contains("Field 1 of 1,", Refusal(new PixelRectangle(int.MaxValue, 0, int.MaxValue, 20)), StringComparison.Ordinal);

        string Refusal(params PixelRectangle[] fields) =>
            Assert.Throws<ArgumentException>(nameof(fields), () => Recognizer.ReadFields(image, fields, null)).Message;
    }

    [Fact]
    public void Too_many_fields_are_refused()
    {
        GrayImage image = new FormDrawing(100, 50).Photograph();
        PixelRectangle[] fields = [.. Enumerable.Repeat(new PixelRectangle(0, 0, 50, 50), 10_001)];

        string refusal = Assert.Throws<ArgumentException>("fields", () => Recognizer.ReadFields(image, fields)).Message;

        Assert.Contains("There are 10001 fields; a form has 10000 at most.", refusal, StringComparison.Ordinal);
    }

    public static TheoryData<int, string> Views => new()
    {
        { 0, "" },
        { 12, "" },
        { -14, "" },
        { 7, "aside" },
        { -9, "aside" },
        { 5, "no top" },
        { 0, "no left" },
        { 3, "broken" },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public void A_sudoku_is_found_and_its_cells_are_read(int degrees, string view)
    {
        (FormDrawing form, string text) = Sudoku(view);

        RecognizedGrid grid = Recognizer.ReadGrid(form.Photograph(noise: 3, shade: 0.4, Turned(460, degrees, view == "aside")), 9, 9, CharacterSet.Digits);

        Assert.True(grid.IsFound);
        Assert.Equal(text, grid.ToString().Replace("\n", "", StringComparison.Ordinal));
        Assert.Equal(grid.Cells[12], grid[1, 3]);
    }

    [Fact]
    public void No_grid_is_guessed()
    {
        GrayImage sudoku = Sudoku("").Form.Photograph();
        GrayImage digits = new FormDrawing(300, 120).Write('4', 60, 60, 60).Write('8', 220, 60, 60).Photograph();
        GrayImage blank = new FormDrawing(200, 200).Photograph(noise: 4);
        (int Rows, int Columns)[] wrong = [(9, 8), (8, 9), (5, 5), (10, 9), (2, 2)];

        Assert.All(wrong, size => Assert.False(Recognizer.ReadGrid(sudoku, size.Rows, size.Columns, null).IsFound));
        Assert.All([digits, blank], image => Assert.False(Recognizer.ReadGrid(image, 9, 9, null).IsFound));
        RecognizedGrid none = Recognizer.ReadGrid(blank, 3, 4, null);
        Assert.Empty(none.Cells);
        Assert.Throws<InvalidOperationException>(() => none[0, 0]);
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => Recognizer.ReadGrid(blank, 0, 4, null));
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => Recognizer.ReadGrid(blank, 1, 1, null));
    }

    [Fact]
    public async Task Files_and_streams_are_read_as_pictures_are()
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.png");
        try
        {
            Sudoku("").Form.Photograph().SavePng(file);
            byte[] bytes = await File.ReadAllBytesAsync(file);
            string expected = Recognizer.ReadGrid(file, 9, 9, CharacterSet.Digits).ToString();
            using FileStream stream = File.OpenRead(file);
            Assert.Equal(expected, Recognizer.ReadGrid(stream, 9, 9, CharacterSet.Digits).ToString());
            Assert.Equal(expected, (await Recognizer.ReadGridAsync(file, 9, 9, CharacterSet.Digits)).ToString());
            PixelRectangle[] fields = [new(30, 30, 44, 44)];
            string character = Recognizer.ReadFields(file, fields, CharacterSet.Digits)[0].Character;
            Assert.Equal("3", character);
            Assert.Equal(character, (await Recognizer.ReadFieldsAsync(file, fields, CharacterSet.Digits))[0].Character);

            // Without a set, the answer is of all that the model knows: the same through every door.
            GrayImage image = ImageDecoder.Decode(file);
            CharacterPrediction[] read =
            [
                Recognizer.ReadFields(image, fields)[0].Prediction,
                Recognizer.ReadFields(file, fields)[0].Prediction,
                Recognizer.ReadFields(new MemoryStream(bytes), fields)[0].Prediction,
                (await Recognizer.ReadFieldsAsync(file, fields))[0].Prediction,
                (await Recognizer.ReadFieldsAsync(new MemoryStream(bytes), fields))[0].Prediction,
                Recognizer.ReadGrid(image, 9, 9)[0, 0].Prediction,
                Recognizer.ReadGrid(file, 9, 9)[0, 0].Prediction,
                Recognizer.ReadGrid(new MemoryStream(bytes), 9, 9)[0, 0].Prediction,
                (await Recognizer.ReadGridAsync(file, 9, 9))[0, 0].Prediction,
                (await Recognizer.ReadGridAsync(new MemoryStream(bytes), 9, 9))[0, 0].Prediction,
            ];
            Assert.All(read, static prediction => Assert.Equal(47, prediction.Candidates.Count));
            Assert.Single(read[..5].Select(static prediction => (prediction.Character, prediction.Confidence)).Distinct());
            Assert.Single(read[5..].Select(static prediction => (prediction.Character, prediction.Confidence)).Distinct());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Fields_and_grids_go_through_JSON()
    {
        var grid = new RecognizedGrid(1, 2, [new RecognizedField(new CharacterPrediction(PredictionStatus.Blank, []), new PixelRectangle(1, 2, 3, 4)),
            Recognizer.ReadFields(Sudoku("").Form.Photograph(), [new PixelRectangle(30, 30, 44, 44)], CharacterSet.Digits)[0]]);

        RecognizedGrid read = JsonSerializer.Deserialize<RecognizedGrid>(JsonSerializer.Serialize(grid))!;

        Assert.Equal(".3", read.ToString());
        Assert.Equal(new PixelRectangle(1, 2, 3, 4), read[0, 0].Bounds);
        Assert.Equal(grid[0, 1].Prediction.Candidates, read[0, 1].Prediction.Candidates);
    }

    private static (FormDrawing Form, string Text) Sudoku(string view)
    {
        const int cell = 44;
        const int margin = 30;
        var form = new FormDrawing(460, 460);
        for (int i = 0; i <= 9; i++)
        {
            double thickness = i % 3 == 0 ? 4 : 1.5;
            double place = margin + (i * cell);
            const double end = margin + (9 * cell);
            if (!(view == "no top" && i == 0))
            {
                form.Wall(margin, place, view == "broken" ? 200 + (10 * i) : end, place, thickness);
                form.Wall(view == "broken" ? 212 + (10 * i) : margin, place, end, place, thickness);
            }

            if (!(view == "no left" && i == 0))
            {
                form.Wall(place, margin, place, end, thickness);
            }
        }

        char[] text = [.. Enumerable.Range(0, 81).Select(static i => i % 5 is 1 or 2 ? '.' : "346278"[i * 7 % 6])];
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '.')
            {
                form.Write(text[i], margin + ((i % 9) * cell) + 22, margin + ((i / 9) * cell) + 22, 27);
            }
        }

        return (form, new string(text));
    }

    /// <summary>Where a square's corners come to lie when it is turned, and one side is further away.</summary>
    private static Vector2[] Turned(float side, int degrees, bool isAside)
    {
        var turn = Matrix3x2.CreateRotation(degrees * MathF.PI / 180, new Vector2(side / 2));
        float inset = isAside ? 0.09f * side : 0;
        Vector2[] corners =
        [
            .. new Vector2[] { new(inset, 0), new(side - inset, inset / 2), new(side, side), new(0, side - (inset / 2)) }
                .Select(corner => Vector2.Transform(corner, turn)),
        ];
        Vector2 least = corners.Aggregate(Vector2.Min);
        return [.. corners.Select(corner => corner - least)];
    }
}
