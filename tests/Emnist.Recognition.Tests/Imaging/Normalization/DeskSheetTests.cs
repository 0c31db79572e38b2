using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Tests.Imaging.Normalization;

/// <summary>Sheets on a desk, 600 x 480, drawn with a shipped digit of a tenth of the sheet, and what is no such sheet.</summary>
public sealed class DeskSheetTests
{
    private const int Width = 600;
    private const int Height = 480;

    private static readonly CharacterRecognizer Recognizer = new();

    [Theory]
    [InlineData(0, 0.25, 0)]
    [InlineData(0.03, 0.45, 0)]
    [InlineData(-0.03, 0.55, 3)]
    [InlineData(0.02, 0.3, 6)]
    public void A_digit_on_a_sheet_is_found_as_if_the_desk_were_not_there(double tilt, double desk, double noise)
    {
        foreach (int ruling in (int[])[0, 24])
        {
            GrayImage image = Draw((x, y) => IsOnSheet(x, y, tilt) ? Paper(x, y, ruling) : desk, noise, digit: true);

            CharacterPrediction prediction = Recognizer.Predict(image, CharacterSet.Digits);
            RecognizedText text = Recognizer.ReadText(image, new ReadTextOptions { Characters = CharacterSet.Digits });

            Assert.Equal("2", prediction.Character);
            Assert.Equal("2", text.Text);
            PixelRectangle place = Assert.Single(text.Characters).Bounds;
            Assert.InRange(place.X + (place.Width / 2), 340, 380);
            Assert.InRange(place.Y + (place.Height / 2), 200, 240);
        }
    }

    [Theory]
    [InlineData("page")]
    [InlineData("half in shadow")]
    [InlineData("spot of light")]
    [InlineData("light on black")]
    [InlineData("thin frame")]
    public void What_is_no_sheet_on_a_desk_is_left_whole(string kind)
    {
        GrayImage image = Draw(
            (x, y) => kind switch
            {
                "half in shadow" => x + (y / 4) > 330 ? 0.5 : 1,
                "spot of light" => Math.Max(0.3, 1 - Math.Pow((Math.Pow(x - 300, 2) / 109000) + (Math.Pow(y - 240, 2) / 78000), 2)),
                "light on black" => Math.Abs(x - 300) < 20 ? 1 : 0.1,
                "thin frame" => Math.Min(Math.Min(x - 60, 540 - x), Math.Min(y - 60, 420 - y)) is >= 0 and < 5 ? 0.2 : 1,
                _ => 1,
            },
            noise: 2,
            digit: kind == "page");

        using Plane picture = BoxReduction.ToLongSide(image, 1024);

        Assert.Null(DeskSheet.Find(picture));
    }

    [Fact]
    public void A_light_shape_without_anything_on_it_is_no_character()
    {
        GrayImage image = Draw((x, y) => IsOnSheet(x, y, 0) ? 1 : 0.1, noise: 2, digit: false);

        Assert.Equal(PredictionStatus.NotACharacter, Recognizer.Predict(image).Status);
    }

    [Theory]
    [InlineData(0.03, 0.45, 0)]
    [InlineData(-0.03, 0.55, 3)]
    [InlineData(0.02, 0.3, 6)]
    public void An_empty_sheet_has_no_text_and_its_edges_are_none(double tilt, double desk, double noise)
    {
        foreach (int ruling in (int[])[0, 24])
        {
            GrayImage image = Draw((x, y) => IsOnSheet(x, y, tilt) ? Paper(x, y, ruling) : desk, noise, digit: false);

            Assert.Equal("", Recognizer.ReadText(image).Text);
        }
    }

    private static bool IsOnSheet(int x, int y, double tilt) =>
        x - (tilt * y) is > 45 and < 550 && y + (tilt * x) is > 40 and < 440;

    private static double Paper(int x, int y, int ruling) => ruling > 0 && y % ruling < 2 ? 0.6 : 1 - (x / 2000.0);

    private static GrayImage Draw(Func<int, int, double> light, double noise, bool digit)
    {
        byte[] character = new byte[784];
        string file = Path.Combine(TestData.RepositoryRoot, "samples", "images", "digit-2.png");
        CharacterNormalizer.Normalize(ImageDecoder.Decode(file), character);
        var random = new Random(11);
        byte[] pixels = new byte[Width * Height];
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                (int u, int v) = ((x - 332) / 2, (y - 192) / 2);
                bool isInk = digit && x >= 332 && y >= 192 && u < 28 && v < 28 && character[(v * 28) + u] > 110;
                double grain = noise * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2;
                pixels[(y * Width) + x] = (byte)Math.Clamp((235 * light(x, y) * (isInk ? 0.2 : 1)) + grain, 0, 255);
            }
        }

        return GrayImage.FromPixels(pixels, new ImageSize { Width = Width, Height = Height }, PixelFormat.Gray8);
    }
}
