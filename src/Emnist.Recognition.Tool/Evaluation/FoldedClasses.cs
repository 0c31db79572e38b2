namespace Emnist.Recognition.Tool.Evaluation;

/// <summary>The classes that an evaluation compares: what the model can answer and what the labels say, folded.</summary>
internal sealed class FoldedClasses
{
    private const int MaxClasses = 256;

    /// <summary>A class that no label is of: where there is but one other, no answer would else be the right one.</summary>
    private const string NoAnswer = "(no answer)";

    private readonly CharacterGroups _groups;
    private readonly Dictionary<string, int> _indices;

    /// <exception cref="ToolException">There are too many classes to measure.</exception>
    public FoldedClasses(IEnumerable<string> answers, IEnumerable<string> labels, CharacterGroups groups)
    {
        _groups = groups;
        HashSet<string> answered = [.. answers.Select(groups.NameOf)];
        string[] asked = [.. labels.Distinct(StringComparer.Ordinal)];
        Names = [.. answered.Union(asked.Select(groups.NameOf)).Order(StringComparer.Ordinal)];
        Unanswerable = [.. asked.Where(label => !answered.Contains(groups.NameOf(label))).Order(StringComparer.Ordinal)];
        if (Names.Count == 1)
        {
            Names = [.. Names.Union([NoAnswer])];
        }

        if (Names.Count > MaxClasses)
        {
            throw new ToolException(
                $"The labels and the model's answers make {Names.Count} classes, and {MaxClasses} can be measured: is this a set of single characters?");
        }

        _indices = Names.Select(static (name, index) => (name, index)).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>The names of the classes, in the order of their code points; after a single one, <c>(no answer)</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The labels that no answer of the model can be right for.</summary>
    public IReadOnlyList<string> Unanswerable { get; }

    /// <summary>The class of a label or an answer.</summary>
    public int IndexOf(string character) => _indices[_groups.NameOf(character)];

    /// <summary>Adds the probabilities of the characters that count as one.</summary>
    /// <param name="candidates">What the picture may show; none where it shows no character.</param>
    /// <param name="label">The class that is right.</param>
    /// <param name="probabilities">[classes]. Written.</param>
    public void Fold(IReadOnlyList<CharacterCandidate> candidates, int label, Span<float> probabilities)
    {
        if (candidates.Count == 0)
        {
            AnswerNothing(label, probabilities);
            return;
        }

        probabilities.Clear();
        foreach (CharacterCandidate candidate in candidates)
        {
            ref float sum = ref probabilities[IndexOf(candidate.Character)];
            sum = Math.Min(sum + candidate.Confidence, 1);
        }
    }

    /// <summary>
    /// No class is likelier than another, but for the right one, which is a shade less so: no answer is never right. Among
    /// the first three it is where there are no more than three, as every wrong answer is.
    /// </summary>
    private static void AnswerNothing(int label, Span<float> probabilities)
    {
        float even = 1f / probabilities.Length;
        probabilities.Fill(even);
        probabilities[label] = even * 0.999f;
    }
}
