using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Reading.Forms;

/// <summary>Rows of boxes as forms have them: with round corners, in groups, in faint lines; and tables, which are none.</summary>
public sealed class RowsOfFormsTests
{
    private static readonly CharacterRecognizer Recognizer = new();
    private static readonly ReadTextOptions Digits = new() { Characters = CharacterSet.Digits };

    // One pixel of a wall is no darker than the noise around it, many along it are.
    [Theory]
    [InlineData("37_4_8", 44, 205, 9)]
    [InlineData("______", 40, 207, 8)]
    public void Walls_in_noise_are_found(string text, double side, int wall, double noise)
    {
        FormDrawing form = new((int)(side * text.Length) + 60, (int)side + 60) { WallGray = wall };
        for (int i = 0; i < text.Length; i++)
        {
            Write(form.Box(30 + (i * side), 30, side, side, 1.6), text[i], 30 + ((i + 0.5) * side), 30 + (side / 2), 0.6 * side);
        }

        Assert.Equal(text, Told(form.Photograph(noise)));
    }

    // Of the straight parts of such walls little is left.
    [Theory]
    [InlineData(40, 40, 12)]
    [InlineData(40, 52, 14)]
    public void Boxes_with_round_corners_are_found(double width, double height, double radius)
    {
        const string text = "37_4_";
        FormDrawing form = new((int)((width + 12) * text.Length) + 40, (int)height + 40);
        for (int i = 0; i < text.Length; i++)
        {
            double left = 20 + (i * (width + 12));
            Write(Round(form, left, 20, width, height, radius), text[i], left + (width / 2), 20 + (height / 2), 0.6 * width);
        }

        GrayImage image = form.Photograph(noise: 2);

        Assert.Equal(text, Told(image));
        Assert.All(Recognizer.ReadText(image, Digits).Characters, box => Assert.Equal(width, box.Box!.Value.Width, (0.1 * width) + 2));
    }

    // They are as alike as boxes, and enclose something.
    [Fact]
    public void Noughts_are_no_boxes_with_round_corners()
    {
        FormDrawing form = new(300, 90);
        for (int i = 0; i < 5; i++)
        {
            Round(form, 20 + (i * 54), 20, 36, 48, 18);
        }

        Assert.DoesNotContain(Recognizer.ReadText(form.Photograph(noise: 2), Digits).Characters, static character => character.Box is not null);
    }

    // Several rows of its cells together are as high as a box for their width.
    [Theory]
    [InlineData(3, 4)]
    [InlineData(4, 3)]
    public void Cells_of_a_table_one_over_the_other_are_no_boxes(int columns, int rows)
    {
        const double wide = 130;
        const double high = 44;
        FormDrawing form = new((int)(columns * wide) + 60, (int)(rows * high) + 60);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                (double left, double top) = (30 + (column * wide), 30 + (row * high));
                form.Box(left, top, wide, high, 1.6);
                for (int i = 0; i < (column == 1 ? 2 : 1); i++)
                {
                    form.Write("34678"[(row + column + i) % 5], left + 22 + (i * 28), top + 22, 24);
                }
            }
        }

        Assert.DoesNotContain(Recognizer.ReadText(form.Photograph(noise: 2), Digits).Characters, static character => character.Box is not null);
    }

    // A slash stands in the gap, as a wall does.
    [Fact]
    public void There_is_no_box_between_the_groups_of_a_date()
    {
        const string text = "37482_64";
        FormDrawing form = new(330, 88);
        double left = 30;
        for (int i = 0; i < text.Length; i++)
        {
            form.Wall(left, 66, left + 26, 66, 1.6).Wall(left, 30, left, 66, 1.6).Wall(left + 26, 30, left + 26, 66, 1.6);
            Write(form, text[i], left + 13, 48, 17);
            left += 26;
            if (i is 1 or 3)
            {
                for (int k = 0; k <= 22; k++)
                {
                    form.Wall(left + 5 + (k * 0.18), 58 - k, left + 5 + (k * 0.18), 58 - k, 2);
                }

                left += 14.3;
            }
        }

        Assert.Equal(8, Recognizer.ReadText(form.Photograph(noise: 2), Digits).Characters.Count(static box => box.Box is not null));
    }

    // The outer walls of each group are taller, so that those of two boxes have one tooth alone.
    [Fact]
    public void Combs_of_two_boxes_beside_another_one_are_found()
    {
        const string text = "37482_64";
        FormDrawing form = new(420, 100);
        double left = 30;
        for (int i = 0; i < text.Length; i++)
        {
            form.Wall(left, 74, left + 36, 74, 1.6);
            form.Wall(left, i is 0 or 2 or 4 ? 42 : 62, left, 74, 1.6);
            form.Wall(left + 36, i is 1 or 3 or 7 ? 42 : 62, left + 36, 74, 1.6);
            Write(form, text[i], left + 18, 48, 24);
            left += i is 1 or 3 ? 60 : 36;
        }

        Assert.Equal(text, Told(form.Photograph(noise: 2)));
    }

    private static void Write(FormDrawing form, char digit, double x, double y, double side)
    {
        if (digit != '_')
        {
            form.Write(digit, x, y, side);
        }
    }

    private static FormDrawing Round(FormDrawing form, double left, double top, double width, double height, double radius)
    {
        const double thickness = 2;
        (double right, double bottom) = (left + width, top + height);
        form.Wall(left + radius, top, right - radius, top, thickness).Wall(left + radius, bottom, right - radius, bottom, thickness)
            .Wall(left, top + radius, left, bottom - radius, thickness).Wall(right, top + radius, right, bottom - radius, thickness);
        for (double angle = 0; angle < Math.PI / 2; angle += 0.4 / radius)
        {
            (double across, double down) = (radius * (1 - Math.Cos(angle)), radius * (1 - Math.Sin(angle)));
            foreach ((double x, double y) in ((double, double)[])
                [(left + across, top + down), (right - across, top + down), (right - across, bottom - down), (left + across, bottom - down)])
            {
                form.Wall(x, y, x, y, thickness);
            }
        }

        return form;
    }

    /// <summary>What is told of the only row: its characters, and a line for each empty box.</summary>
    private static string Told(GrayImage image) => string.Concat(
        Recognizer.ReadText(image, Digits).Lines.SelectMany(static line => line.Words).SelectMany(static word => word.Characters)
            .Where(static box => box.Box is not null)
            .Select(static box => box.Prediction.Status == PredictionStatus.Blank ? "_" : box.Character));
}
