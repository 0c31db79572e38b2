namespace Emnist.Recognition.Tool.Evaluation;

/// <summary>The classes that an evaluation compares: what the model can answer and what the labels say, folded.</summary>
internal sealed class FoldedClasses
{
    private const int MaxClasses = 256;

    /// <summary>The answer to a picture that is blank or shows no character; a label of that name is right for it.</summary>
    public const string None = "none";

    private readonly CharacterGroups _groups;
    private readonly Dictionary<string, int> _indices;

    /// <exception cref="ToolException">There are too many classes to measure.</exception>
    public FoldedClasses(IEnumerable<string> answers, IEnumerable<string> labels, CharacterGroups groups)
    {
        _groups = groups;
        HashSet<string> answered = [.. answers.Select(groups.NameOf)];
        string[] asked = [.. labels.Distinct(StringComparer.Ordinal)];
        string[] named = [.. answered.Union(asked.Select(groups.NameOf)).Order(StringComparer.Ordinal)];
        Unanswerable = [.. asked.Where(label => label != None && !answered.Contains(groups.NameOf(label))).Order(StringComparer.Ordinal)];
        Names = [.. named.Where(static name => name != None), None];
        NoneIsNamed = named.Length == Names.Count;
        if (named.Length > MaxClasses)
        {
            throw new ToolException(
                $"The labels and the model's answers make {named.Length} classes, and {MaxClasses} can be measured: "
                + "is this a set of single characters?");
        }

        _indices = Names.Select(static (name, index) => (name, index)).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>The names of the classes, in the order of their code points, and then <see cref="None"/>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether <see cref="None"/> is a label, or a class of the model's own, besides what it is here.</summary>
    public bool NoneIsNamed { get; }

    /// <summary>Whether candidates leave a probability that there is no character, which is that of <see cref="None"/>.</summary>
    public bool TellsNone { get; init; }

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
            AnswerNone(label, probabilities);
            return;
        }

        probabilities.Clear();
        foreach (CharacterCandidate candidate in candidates)
        {
            if (candidate.Variants[0].Confidence is null)
            {
                Add(candidate.Character, candidate.Confidence, probabilities);
                continue;
            }

            // Forms with a probability of their own may count as one or not.
            foreach (CharacterVariant variant in candidate.Variants)
            {
                Add(variant.Character, variant.Confidence!.Value, probabilities);
            }
        }

        if (TellsNone)
        {
            float named = 0;
            foreach (float probability in probabilities)
            {
                named += probability;
            }

            probabilities[^1] += Math.Max(0, 1 - named);
        }
    }

    private void Add(string character, float confidence, Span<float> probabilities)
    {
        ref float sum = ref probabilities[IndexOf(character)];
        sum = Math.Min(sum + confidence, 1);
    }

    /// <summary>
    /// Nothing is known: no class is likelier than another, but for none, which is a shade more so and thus the answer, and the
    /// label, which is a shade less so: it is not among the first three by chance.
    /// </summary>
    private static void AnswerNone(int label, Span<float> probabilities)
    {
        float even = 1f / probabilities.Length;
        probabilities.Fill(even);
        probabilities[label] = even * 0.999f;
        probabilities[^1] = even * 1.001f;
    }
}
