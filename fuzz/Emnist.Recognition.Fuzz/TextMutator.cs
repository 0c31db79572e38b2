using System.Text;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Fuzz;

/// <summary>Damages a text in UTF-8 as the words, numbers and signs that it is made of; now and then as bytes.</summary>
internal sealed class TextMutator : IFileMutator
{
    /// <summary>What readers of text trip over: limits, signs that mean something, characters that are half, unseen or not printed.</summary>
    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "0", "-1", "255", "256", "55296", "65533", "1114111", "1114112", "2147483647", "2147483648", "1e999", "NaN", "null", "true", "{}", "[",
            "\"", "\\", "\\\\", "|", "\\u0000", "\\ud800", "\0", "\t", "\r", "\n", "\r\n", " ", "\u00A0", "\u0085", "\u2028", "\uFEFF", "\u0301",
            "\u0130", "\u00DF", "\u01C6", "\U0001D7D8", "\U0001F600", "9", "A", "a", "X", "-", ",", ";", "'", "=", "A-Z", "%00",
        }.Select(Encoding.UTF8.GetBytes),
        [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF, 0xFE],
    ];

    public static TextMutator Instance { get; } = new();

    /// <inheritdoc/>
    public byte[] Mutate(byte[] seed, byte[] other, ref SplitMix64 random)
    {
        if (random.Next(8) == 0)
        {
            return ByteMutator.Instance.Mutate(seed, other, ref random);
        }

        List<byte[]> pieces = Split(seed);
        List<byte[]> others = Split(other);
        for (int steps = 1 << random.Next(4); steps > 0; steps--)
        {
            byte[] word = Words[random.Next(Words.Length)];
            switch (random.Next(4))
            {
                case 0:
                    pieces.Insert(random.Next(pieces.Count + 1), word);
                    break;
                case 1 when pieces.Count > 0:
                    pieces[random.Next(pieces.Count)] = word;
                    break;
                default:
                    PieceMutator.Mutate(pieces, others, head: 0, ref random);
                    break;
            }
        }

        return [.. pieces.SelectMany(static piece => piece)];
    }

    /// <summary>Letters that stand together, digits that do, and every other byte by itself; bytes beyond ASCII are letters.</summary>
    public static List<byte[]> Split(ReadOnlySpan<byte> text)
    {
        List<byte[]> pieces = [];
        while (!text.IsEmpty)
        {
            int length = 1;
            while (Kind(text[0]) is > 0 and var kind && length < text.Length && Kind(text[length]) == kind)
            {
                length++;
            }

            pieces.Add(text[..length].ToArray());
            text = text[length..];
        }

        return pieces;
    }

    private static int Kind(byte b) => char.IsAsciiDigit((char)b) ? 1 : char.IsAsciiLetter((char)b) || b >= 0x80 ? 2 : 0;
}
