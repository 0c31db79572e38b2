namespace Emnist.Recognition;

/// <summary>A model's classes as characters: which of them stand for both forms of a letter, and how a set limits them.</summary>
internal sealed class CharacterClasses
{
    private readonly string[] _otherForms;

    public CharacterClasses(IReadOnlyList<string> names)
    {
        Names = names;
        var known = names.ToHashSet(StringComparer.Ordinal);
        _otherForms = [.. names.Select(name => OtherCase(name) is { } other && !known.Contains(other) ? other : "")];
    }

    /// <summary>The names of the classes, in the order of the model's outputs.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Refuses a set that allows no class.</summary>
    /// <exception cref="ArgumentException">The set allows no class.</exception>
    public void Require(CharacterSet? characters)
    {
        if (characters is not null && !Enumerable.Range(0, Names.Count).Any(i => VariantsIn(i, characters) is not null))
        {
            throw new ArgumentException(
                $"The model knows none of the characters \"{characters}\"; it knows \"{string.Concat(Names)}\".", nameof(characters));
        }
    }

    /// <summary>The classes that a set allows, best first.</summary>
    /// <param name="probabilities">A probability for each class.</param>
    /// <param name="characters">The set, which allows some class; null allows all.</param>
    public CharacterCandidate[] Rank(ReadOnlySpan<float> probabilities, CharacterSet? characters)
    {
        var candidates = new List<CharacterCandidate>(Names.Count);
        float sum = 0;
        for (int i = 0; i < Names.Count; i++)
        {
            if (VariantsIn(i, characters) is { } variants)
            {
                string answer = variants == _otherForms[i] ? variants : Names[i];
                candidates.Add(new CharacterCandidate(answer, probabilities[i], variants));
                sum += probabilities[i];
            }
        }

        CharacterCandidate[] ranked = [.. candidates];
        if (characters is not null)
        {
            Scale(ranked, sum);
        }

        Array.Sort(ranked, static (left, right) => right.Confidence.CompareTo(left.Confidence));
        return ranked;
    }

    /// <summary>What a class stands for within a set, its answer first; null for nothing.</summary>
    private string? VariantsIn(int index, CharacterSet? characters)
    {
        string name = Names[index];
        string other = _otherForms[index];
        bool nameIn = characters is null || characters.Contains(name);
        bool otherIn = other.Length > 0 && (characters is null || characters.Contains(other));
        return (nameIn, otherIn) switch
        {
            (true, true) => name + other,
            (true, false) => name,
            (false, true) => other,
            _ => null,
        };
    }

    /// <summary>Probabilities that have all but vanished leave nothing to choose by.</summary>
    private static void Scale(CharacterCandidate[] candidates, float sum)
    {
        for (int i = 0; i < candidates.Length; i++)
        {
            float confidence = sum >= 1e-37f ? candidates[i].Confidence / sum : 1f / candidates.Length;
            candidates[i] = candidates[i] with { Confidence = confidence };
        }
    }

    private static string? OtherCase(string name) => name is [var letter] && char.IsAsciiLetter(letter)
        ? (char.IsAsciiLetterUpper(letter) ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter)).ToString()
        : null;
}
