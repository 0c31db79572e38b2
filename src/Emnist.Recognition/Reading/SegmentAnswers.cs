using Emnist.Recognition.Reading.Grammars;
using Emnist.Recognition.Reading.Marks;

namespace Emnist.Recognition.Reading;

/// <summary>Makes the answers to a line's segments of what reading each as each symbol costs the whole line.</summary>
/// <param name="classes">The model's classes.</param>
/// <param name="symbols">What can be read.</param>
/// <param name="characters">The characters that can occur; null for all.</param>
/// <param name="evidence">What is known of the segments.</param>
internal sealed class SegmentAnswers(CharacterClasses classes, ReadingSymbols symbols, CharacterSet? characters, SegmentEvidence evidence)
{
    /// <summary>Marks that are less probable are no candidates.</summary>
    private const double MinMark = 1e-3;

    /// <summary>The answer to a segment.</summary>
    /// <param name="read">What it is read as.</param>
    /// <param name="costs">[symbols]: the cost of the cheapest reading of the line in which it is that symbol.</param>
    public CharacterPrediction Of(ReadSegment read, double[] costs)
    {
        ReadOnlySpan<byte> image = evidence.Image(read.Segment);
        ReadOnlySpan<float> own = evidence.Probabilities(read.Segment);
        if (symbols.Name(read.Symbol) == Mark.Unread)
        {
            return CharacterPrediction.Unnamed(PredictionStatus.NotACharacter, image);
        }

        double[] weights = [.. costs.Select(cost => Math.Exp(costs[read.Symbol] - cost))];
        double sum = weights.Sum();
        double rest = 1 - classes.NonCharacter(own);
        float[] found = new float[own.Length];
        List<CharacterCandidate> candidates = [];
        for (int symbol = 0; symbol < symbols.Count; symbol++)
        {
            double share = weights[symbol] / sum;
            if (symbol < symbols.CharacterCount)
            {
                found[symbols.Class(symbol)] += (float)(share * rest);
            }
            else if (share >= MinMark && symbols.Name(symbol) is var mark && mark != Mark.Unread)
            {
                candidates.Add(new CharacterCandidate(mark, (float)share, Array.AsReadOnly([new CharacterVariant(mark, null)]), -1, mark));
            }
        }

        candidates.AddRange(classes.RankLimited(found, characters, (form, other) => weights[IndexOf(form)] >= weights[IndexOf(other)]));
        return CharacterPrediction.Of([.. candidates.OrderByDescending(static candidate => candidate.Confidence)], image);
    }

    private int IndexOf(string name) => symbols.Named(name) ?? throw new ArgumentException($"There is no symbol '{name}'.", nameof(name));
}
