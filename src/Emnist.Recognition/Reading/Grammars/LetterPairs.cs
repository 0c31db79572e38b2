namespace Emnist.Recognition.Reading.Grammars;

/// <summary>
/// Which letters stand behind which in words of English, German, French, Italian and Spanish, and in names: the boundary of words, and the
/// letters from a to z.
/// </summary>
internal static class LetterPairs
{
    /// <summary>The boundary of words, and the letters.</summary>
    public const int Size = 27;

    /// <summary>A step from one of the tables' letters to the next, as the negative logarithm of a probability.</summary>
    private const double Step = 0.25;

    /// <summary>The part of the probability that all letters share alike, so that none is impossible (smoothing).</summary>
    private const double Uniform = 0.02;

    /// <summary>[letter, the next, the next but one]: the probability of the last behind the others.</summary>
    public static double[] Probabilities()
    {
        string[] next = LetterPairTables.Next.Split('\n');
        string[] secondNext = LetterPairTables.SecondNext.Split('\n');
        double[] probabilities = new double[Size * Size * Size];
        for (int first = 0; first < Size; first++)
        {
            for (int second = 0; second < Size; second++)
            {
                Span<double> own = probabilities.AsSpan(((first * Size) + second) * Size, Size);
                double sum = 0;
                for (int third = 0; third < Size; third++)
                {
                    own[third] = Math.Exp(-Step * (next[second][third] - 'A' + secondNext[first][third] - 'A'));
                    sum += own[third];
                }

                foreach (ref double probability in own)
                {
                    probability = ((1 - Uniform) * probability / sum) + (Uniform / Size);
                }
            }
        }

        return probabilities;
    }
}
