using Emnist.Recognition.Imaging;

namespace Emnist.Recognition;

/// <summary>A page of 1,320 written digits: EMNIST's, where a test set is given, else drawn ones.</summary>
internal static class DrawnPage
{
    private const int Lines = 33;
    private const int DigitsALine = 40;
    private const int Across = 62;
    private const int Down = 84;
    private const int Margin = 60;

    private static readonly ImageSize Size =
        new() { Width = (DigitsALine * Across) + (2 * Margin), Height = (Lines * Down) + (2 * Margin) };

    /// <summary>A page drawn by strokes.</summary>
    public static (GrayImage Page, string[] Lines) Draw() =>
        Compose(static (ink, place, random) =>
        {
            int digit = random.Next(10);
            DrawnCharacter.AddInk(ink, Size, (char)('0' + digit), place, pen: 4 + (2 * random.NextSingle()));
            return digit;
        });

    /// <summary>A page of images of 28 x 28, taken at random.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="image">Gives the pixels and the digit of one.</param>
    public static (GrayImage Page, string[] Lines) Compose(int count, Func<int, (byte[] Pixels, int Digit)> image) =>
        Compose((ink, place, random) =>
        {
            (byte[] pixels, int digit) = image(random.Next(count));
            AddScaled(ink, pixels, place);
            return digit;
        });

    private delegate int AddDigit(Span<float> ink, (float X, float Y, float Side) place, Random random);

    private static (GrayImage Page, string[] Lines) Compose(AddDigit add)
    {
        var random = new Random(1);
        float[] ink = new float[Size.Width * Size.Height];
        string[] lines = new string[Lines];
        for (int line = 0; line < Lines; line++)
        {
            for (int i = 0; i < DigitsALine; i++)
            {
                float side = 50 + (8 * random.NextSingle());
                float x = Margin + (i * Across) + (4 * random.NextSingle());
                float y = Margin + (line * Down) + (8 * random.NextSingle());
                lines[line] += add(ink, (x, y, side), random);
            }
        }

        return (DrawnCharacter.Paint(ink, Size, Ground.Plain, seed: 1), lines);
    }

    /// <summary>Bilinearly.</summary>
    private static void AddScaled(Span<float> ink, byte[] pixels, (float X, float Y, float Side) place)
    {
        float scale = 28 / place.Side;
        for (int row = 0; row < (int)place.Side; row++)
        {
            for (int column = 0; column < (int)place.Side; column++)
            {
                (float x, float y) = (Math.Min(26.99f, column * scale), Math.Min(26.99f, row * scale));
                (int left, int top) = ((int)x, (int)y);
                (float right, float down) = (x - left, y - top);
                float Pixel(int dx, int dy) => pixels[((top + dy) * 28) + left + dx];
                float value = ((1 - down) * (((1 - right) * Pixel(0, 0)) + (right * Pixel(1, 0))))
                    + (down * (((1 - right) * Pixel(0, 1)) + (right * Pixel(1, 1))));
                ink[(((int)place.Y + row) * Size.Width) + (int)place.X + column] = value / 255;
            }
        }
    }
}
