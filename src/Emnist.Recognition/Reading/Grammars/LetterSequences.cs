using System.IO.Compression;

namespace Emnist.Recognition.Reading.Grammars;

/// <summary>
/// Which letters stand behind which three in words of English, German, French, Italian and Spanish, and in names: the boundary of words,
/// and the letters from a to z. The table is made by <c>make_letter_sequences.py</c>, which says of what.
/// </summary>
internal static class LetterSequences
{
    /// <summary>The boundary of words, and the letters.</summary>
    public const int Size = 27;

    /// <summary>How many sequences of three letters there are; they are numbered as numbers of three digits, the last letter last.</summary>
    public const int Count = Size * Size * Size;

    private const string Resource = "letter-sequences.bin";

    /// <summary>A step of the table, as the negative logarithm of a probability.</summary>
    private const double Step = 0.5;

    /// <summary>What the table has where three letters say no more than two.</summary>
    private const int NoMore = 7;

    /// <summary>The part of the probability that all letters share alike, so that none is impossible (smoothing).</summary>
    private const double Uniform = 0.02;

    /// <summary>[two letters, the next]: its steps; then [three letters, the next]: how many more.</summary>
    private static readonly byte[] Steps = Load();

    /// <summary>The number of three letters without the first, and another behind them.</summary>
    public static int Next(int letters, int letter) => (letters * Size % Count) + letter;

    /// <summary>The probability of each letter behind three: [27], the boundary of words first.</summary>
    /// <param name="letters">The number of the three.</param>
    public static double[] Behind(int letters)
    {
        ReadOnlySpan<byte> behindTwo = Steps.AsSpan(letters % (Size * Size) * Size, Size);
        ReadOnlySpan<byte> more = Steps.AsSpan(Count + (letters * Size), Size);
        double[] probabilities = new double[Size];
        double sum = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = Math.Exp(-Step * (behindTwo[i] + more[i] - NoMore));
            sum += probabilities[i];
        }

        foreach (ref double probability in probabilities.AsSpan())
        {
            probability = ((1 - Uniform) * probability / sum) + (Uniform / Size);
        }

        return probabilities;
    }

    private static byte[] Load()
    {
        using Stream stream = typeof(LetterSequences).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The library was built without its table of letters, {Resource}.");
        using ZLibStream unpacked = new(stream, CompressionMode.Decompress);
        byte[] steps = new byte[Count + (Count * Size)];
        unpacked.ReadExactly(steps);
        return steps;
    }
}
