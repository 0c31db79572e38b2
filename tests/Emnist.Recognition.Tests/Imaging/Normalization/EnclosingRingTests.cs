using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Tests.Reading;

namespace Emnist.Recognition.Tests.Imaging.Normalization;

/// <summary>Rings around characters are taken off, and characters that are rings themselves are left.</summary>
public sealed class EnclosingRingTests
{
    private const int Pictures = 60;

    private static readonly CharacterRecognizer Recognizer = new();

    [Fact]
    public void A_digit_in_a_ring_is_read_as_without_it()
    {
        Random random = new(1);
        int right = 0;
        for (int i = 0; i < Pictures; i++)
        {
            char digit = (char)('0' + random.Next(10));
            CharacterPrediction prediction = Recognizer.Predict(WrittenCharacter.InRing(digit, random), CharacterSet.Digits);
            right += prediction.Character == digit.ToString() ? 1 : 0;
        }

        Assert.InRange(right, 0.85 * Pictures, Pictures);
    }

    [Fact]
    public void A_digit_in_a_ring_is_read_in_a_line()
    {
        Random random = new(2);
        int right = 0;
        for (int i = 0; i < Pictures; i++)
        {
            char digit = (char)('0' + random.Next(10));
            RecognizedText text = Recognizer.ReadText(
                WrittenCharacter.InRing(digit, random), new ReadTextOptions { Characters = CharacterSet.Digits });
            right += text.Text == digit.ToString() ? 1 : 0;
        }

        Assert.InRange(right, 0.85 * Pictures, Pictures);
    }

    [Theory]
    [InlineData('0')]
    [InlineData('O')]
    [InlineData('Q')]
    [InlineData('8')]
    [InlineData('6')]
    [InlineData('D')]
    public void A_character_with_a_hole_is_no_ring(char character)
    {
        Random random = new(character);
        for (int i = 0; i < Pictures; i++)
        {
            Assert.Empty(RingsIn(WrittenCharacter.Ink(character, random)));
        }
    }

    [Fact]
    public void A_0_with_a_dot_or_a_bar_in_it_is_no_ring()
    {
        Random random = new(3);
        for (int i = 0; i < Pictures; i++)
        {
            Assert.Empty(RingsIn(WrittenCharacter.Ink('0', random, (30, 48), (32, 54))));
            Assert.Empty(RingsIn(WrittenCharacter.Ink('0', random, (20, 50), (42, 50))));
        }
    }

    [Fact]
    public void The_ring_is_found_and_not_what_stands_in_it()
    {
        Random random = new(4);
        int found = 0;
        for (int i = 0; i < Pictures; i++)
        {
            int[] rings = RingsIn(WrittenCharacter.InkInRing((char)('0' + random.Next(10)), random));
            Assert.True(rings.Length <= 1);
            found += rings.Length;
        }

        Assert.InRange(found, 0.85 * Pictures, Pictures);
    }

    private static int[] RingsIn(Plane ink)
    {
        InkMap map = InkMap.Label(ink);
        return [.. map.Pieces.Where(piece => EnclosingRing.Is(map, piece, map.Pieces)).Select(static piece => piece.Label)];
    }
}
