namespace Emnist.Recognition;

/// <summary>A model's classes as characters: which of them stand for both forms of a letter, and how a set limits them.</summary>
internal sealed class CharacterClasses
{
    private readonly ClassForms[] _forms;

    public CharacterClasses(IReadOnlyList<string> names)
    {
        Names = names;
        var known = names.ToHashSet(StringComparer.Ordinal);
        _forms = [.. names.Select(name => new ClassForms(name, OtherCase(name) is { } other && !known.Contains(other) ? other : null))];
    }

    /// <summary>The names of the classes, in the order of the model's outputs.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Refuses a set that allows no class.</summary>
    /// <exception cref="ArgumentException">The set allows no class.</exception>
    public void Require(CharacterSet? characters)
    {
        if (characters is null)
        {
            return;
        }

        // A loop, since a lambda that holds the set would be an allocation in each prediction.
        foreach (ClassForms forms in _forms)
        {
            if (forms.Within(characters) is not null)
            {
                return;
            }
        }

        throw new ArgumentException(
            $"The model knows none of the characters \"{characters}\"; it knows \"{string.Concat(Names)}\".", nameof(characters));
    }

    /// <summary>The classes that a set allows, best first.</summary>
    /// <param name="probabilities">A probability for each class.</param>
    /// <param name="characters">The set, which allows some class; null allows all.</param>
    public CharacterCandidate[] Rank(ReadOnlySpan<float> probabilities, CharacterSet? characters)
    {
        var candidates = new List<CharacterCandidate>(Names.Count);
        float sum = 0;
        for (int i = 0; i < _forms.Length; i++)
        {
            if (_forms[i].Within(characters) is { } variants)
            {
                candidates.Add(new CharacterCandidate(variants[0].Character, probabilities[i], variants, i, Names[i]));
                sum += probabilities[i];
            }
        }

        CharacterCandidate[] ranked = [.. candidates];
        if (characters is not null)
        {
            for (int i = 0; i < ranked.Length; i++)
            {
                ranked[i] = ranked[i] with { Confidence = Share(ranked[i].Confidence, sum, ranked.Length) };
            }
        }

        Array.Sort(ranked, static (left, right) => right.Confidence.CompareTo(left.Confidence));
        return ranked;
    }

    /// <summary>Limits probabilities to a set in place: those of the classes that it rules out become 0, and the rest sum to 1.</summary>
    /// <param name="probabilities">A probability for each class.</param>
    /// <param name="characters">The set, which allows some class; null allows all and changes nothing.</param>
    public void Limit(Span<float> probabilities, CharacterSet? characters)
    {
        if (characters is null)
        {
            return;
        }

        float sum = 0;
        int count = 0;
        for (int i = 0; i < _forms.Length; i++)
        {
            if (_forms[i].Within(characters) is not null)
            {
                sum += probabilities[i];
                count++;
            }
        }

        for (int i = 0; i < _forms.Length; i++)
        {
            probabilities[i] = _forms[i].Within(characters) is null ? 0 : Share(probabilities[i], sum, count);
        }
    }

    /// <summary>Probabilities that have all but vanished leave nothing to choose by; those that are no numbers stay so.</summary>
    private static float Share(float probability, float sum, int count) => sum < 1e-37f ? 1f / count : probability / sum;

    private static string? OtherCase(string name) => name is [var letter] && char.IsAsciiLetter(letter)
        ? (char.IsAsciiLetterUpper(letter) ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter)).ToString()
        : null;

    /// <summary>A class by its name and the other form of its letter, if it stands for both.</summary>
    private sealed class ClassForms(string name, string? other)
    {
        private readonly IReadOnlyList<CharacterVariant> _name = Array.AsReadOnly([new CharacterVariant(name, null)]);
        private readonly IReadOnlyList<CharacterVariant> _other = Array.AsReadOnly([new CharacterVariant(other ?? "", null)]);
        private readonly IReadOnlyList<CharacterVariant> _both =
            Array.AsReadOnly([new CharacterVariant(name, null), new CharacterVariant(other ?? "", null)]);

        /// <summary>What the class stands for within a set, its answer first; null for nothing.</summary>
        public IReadOnlyList<CharacterVariant>? Within(CharacterSet? characters)
        {
            bool nameIn = characters is null || characters.Contains(name);
            bool otherIn = other is not null && (characters is null || characters.Contains(other));
            return (nameIn, otherIn) switch
            {
                (true, true) => _both,
                (true, false) => _name,
                (false, true) => _other,
                _ => null,
            };
        }
    }
}
