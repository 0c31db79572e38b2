using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

public sealed class InputFormTests
{
    private const int Side = CharacterNormalizer.Size;

    private static readonly byte[] Image = [.. Enumerable.Range(0, 2 * Side * Side).Select(static i => (byte)(i * 37))];

    /// <summary>The forms of the table in the documentation, each with what others write of it.</summary>
    public static TheoryData<InputForm, Func<float, float>> Presets => new()
    {
        { InputForm.Emnist, static x => x / 255 },
        { InputForm.Mnist, static x => x / 255 },
        { new InputForm { Ink = 255 }, static x => x },
        { new InputForm { Ground = -1 }, static x => (x * (1 / 127.5f)) - 1 },
        { InputForm.Standardized(0.5, 0.5), static x => ((x / 255) - 0.5f) / 0.5f },
        { InputForm.Standardized(0.1307, 0.3081), static x => ((x / 255) - 0.1307f) / 0.3081f },
        { InputForm.Standardized(0.1722, 0.3309), static x => ((x / 255) - 0.1722f) / 0.3309f },
        { new InputForm { Ground = 1, Ink = 0 }, static x => 1 - (x / 255) },
    };

    [Fact]
    public void The_defaults_are_those_of_the_librarys_own_models()
    {
        InputForm form = InputForm.Emnist;
        Assert.Equal((0, 1, false, CharacterFraming.Emnist), (form.Ground, form.Ink, form.Transposed, form.Framing));
        Assert.Equal(new InputForm(), InputForm.Emnist);
        Assert.Equal(InputForm.Emnist with { Framing = CharacterFraming.Mnist }, InputForm.Mnist);
        Assert.NotSame(InputForm.Emnist, InputForm.Emnist);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Pixels_are_what_others_make_of_them(InputForm form, Func<float, float> expected)
    {
        float[] bytes = new float[Image.Length];
        float[] floats = new float[Image.Length];

        form.Apply(Image, bytes);
        form.Apply([.. Image.Select(static x => x / 255f)], floats);

        for (int i = 0; i < Image.Length; i++)
        {
            float right = expected(Image[i]);
            Assert.Equal(right, bytes[i], 1e-6f * Math.Max(1, MathF.Abs(right)));
            Assert.Equal(right, floats[i], 1e-6f * Math.Max(1, MathF.Abs(right)));
        }
    }

    [Fact]
    public void Transposed_images_have_rows_for_columns_each_by_itself()
    {
        float[] turned = new float[Image.Length];
        float[] back = new float[Image.Length];

        InputForm.Emnist.Apply(Image, back);
        (InputForm.Emnist with { Transposed = true }).Apply(Image, turned);

        for (int i = 0; i < Image.Length; i++)
        {
            (int image, int place) = Math.DivRem(i, Side * Side);
            (int row, int column) = Math.DivRem(place, Side);
            Assert.Equal(back[i], turned[(image * Side * Side) + (column * Side) + row]);
        }
    }

    [Theory]
    [InlineData(float.NaN, 1)]
    [InlineData(0, float.NaN)]
    [InlineData(float.NegativeInfinity, 1)]
    [InlineData(0, float.PositiveInfinity)]
    [InlineData(0, 1e7f)]
    [InlineData(0.5f, 0.5f)]
    [InlineData(0f, -0f)]
    public void Values_by_which_nothing_can_be_seen_are_refused(float ground, float ink)
    {
        var form = new InputForm { Ground = ground, Ink = ink };

        Assert.Throws<ArgumentOutOfRangeException>(() => new CharacterRecognizer(new RecognizerOptions { InputForm = form }));
        Assert.Throws<ArgumentOutOfRangeException>(() => form.Apply(new byte[784], new float[784]));
        Assert.Throws<ArgumentOutOfRangeException>(() => form.Apply(new float[784], new float[784]));
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(0.1, 0)]
    [InlineData(0.1, -0.3)]
    [InlineData(0.1, double.NaN)]
    [InlineData(0.1, double.PositiveInfinity)]
    [InlineData(0.1, 1e-9)]
    public void Means_and_deviations_of_nothing_are_refused(double mean, double deviation) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => InputForm.Standardized(mean, deviation));

    [Fact]
    public void A_framing_that_is_none_is_refused()
    {
        const CharacterFraming Unknown = (CharacterFraming)7;

        var form = new InputForm { Framing = Unknown };
        var blank = new GrayImage(Side, new byte[Side * Side]);

        Assert.Throws<ArgumentOutOfRangeException>(() => new CharacterRecognizer(new RecognizerOptions { InputForm = form }));
        Assert.Throws<ArgumentOutOfRangeException>(() => form.Apply(new byte[784], new float[784]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CharacterNormalizer.Normalize(blank, Unknown, new byte[Side * Side]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CharacterNormalizer.Trace(blank, Unknown));
    }

    [Fact]
    public void Only_whole_images_are_taken_and_room_for_them()
    {
        Assert.Throws<ArgumentException>(() => InputForm.Emnist.Apply(new byte[783], new float[784]));
        Assert.Throws<ArgumentException>(() => InputForm.Emnist.Apply(new byte[784], new float[783]));
        Assert.Throws<ArgumentException>(() => InputForm.Emnist.Apply(new float[785], new float[800]));
    }
}
