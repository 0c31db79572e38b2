using Emnist.Recognition.Tests.Reading;

namespace Emnist.Recognition.Tests;

/// <summary>Digits as they are written in other countries than those whose characters the model has learned from.</summary>
public sealed class DigitFormsTests
{
    private const int Hands = 60;

    private static readonly CharacterRecognizer Recognizer = new();

    [Theory]
    [InlineData('1', "a bare stroke", "28,100 25,0")]
    [InlineData('1', "with a short flag", "12,78 30,100 28,0")]
    [InlineData('1', "with a long flag", "0,60 34,100 33,0")]
    [InlineData('1', "with a flag and a foot", "5,70 30,100 30,0|8,0 52,0")]
    [InlineData('4', "open", "5,100 2,40 70,40|48,75 46,0")]
    [InlineData('4', "closed", "45,100 0,38 65,38|45,100 43,0")]
    [InlineData('7', "plain", "0,96 60,98 30,0")]
    [InlineData('7', "crossed", "0,96 60,98 30,0|24,50 68,55")]
    [InlineData('7', "crossed, with a serif", "2,82 0,96 60,98 30,0|24,52 68,52")]
    [InlineData('9', "with a straight stem", "48,76 41,94 24,100 7,93 0,76 7,59 24,52 41,58 48,76 46,0")]
    [InlineData('9', "with a curled stem", "48,76 41,94 24,100 7,93 0,76 7,59 24,52 41,58 48,76 49,28 40,5 22,0 2,8")]
    public void Every_form_of_a_digit_is_read(char digit, string form, string strokes)
    {
        var random = new Random(1);

        int right = Enumerable.Range(0, Hands)
            .Count(_ => Recognizer.Predict(WrittenCharacter.InStrokes(digit, strokes, random), CharacterSet.Digits).Character == digit.ToString());

        Assert.True(right >= 0.97 * Hands, $"Of {digit} {form} {right} of {Hands} are read.");
    }
}
