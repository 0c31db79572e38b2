using Emnist.Recognition.Onnx;

namespace Emnist.Recognition;

/// <summary>
/// A model's classes as characters: which of them stand for both forms of a letter, which two are the forms of one, which is for what is
/// no character, and how a set limits them.
/// </summary>
internal sealed class CharacterClasses
{
    /// <summary>The letters whose forms differ by little but their size, as EMNIST Balanced has it.</summary>
    public const string AlikeInBothCases = "CIJKLMOPSUVWXYZ";

    /// <summary>Above this probability a picture shows no character.</summary>
    private const float LeastNonCharacter = 0.5f;

    private readonly ClassForms[] _forms;

    /// <summary>[classes]: of a capital the class of its small form where both are one candidate; else -1.</summary>
    private readonly int[] _smallForms;

    /// <summary>[classes]: whether a class is the small form of another, with which it is one candidate.</summary>
    private readonly bool[] _isSmallForm;
    private readonly bool _namesCapitals;
    private readonly int _nonCharacter;

    /// <param name="names">The names of the classes.</param>
    /// <param name="mergedNames">Whether two forms that are one candidate are answered by the capital, and not by the likelier.</param>
    public CharacterClasses(IReadOnlyList<string> names, bool mergedNames = false)
    {
        Names = names;
        var known = names.ToHashSet(StringComparer.Ordinal);
        _nonCharacter = Find(OnnxModel.NonCharacter);
        _forms = [.. names.Select(name => new ClassForms(name, OtherCase(name) is { } other && !known.Contains(other) ? other : null))];
        _namesCapitals = mergedNames;

        // Models that tell nothing of non-characters are other people's, whose classes are answered one by one.
        _smallForms =
        [
            .. names.Select(name =>
                _nonCharacter >= 0 && name is [var letter] && AlikeInBothCases.Contains(letter) ? Find(OtherCase(name)!) : -1),
        ];
        _isSmallForm = new bool[names.Count];
        foreach (int small in _smallForms.Where(static small => small >= 0))
        {
            _isSmallForm[small] = true;
        }
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
        for (int i = 0; i < _forms.Length; i++)
        {
            if (i != _nonCharacter && _forms[i].Within(characters) is not null)
            {
                return;
            }
        }

        throw new ArgumentException(
            $"The model knows none of the characters \"{characters}\"; it knows \"{string.Concat(Names.Where((_, i) => i != _nonCharacter))}\".",
            nameof(characters));
    }

    /// <summary>
    /// Whether probabilities say that there is no single character, as those of a model without a class for that never do.
    /// </summary>
    public bool ShowNoCharacter(ReadOnlySpan<float> probabilities) =>
        _nonCharacter >= 0 && probabilities[_nonCharacter] > LeastNonCharacter;

    /// <summary>
    /// The answer to an image: the candidates, or that there is no single character, as a model with a class for that may say.
    /// </summary>
    /// <param name="probabilities">A probability for each class.</param>
    /// <param name="normalized">The image, 28 x 28.</param>
    /// <param name="characters">The set, which allows some class; null allows all.</param>
    public CharacterPrediction Answer(ReadOnlySpan<float> probabilities, ReadOnlySpan<byte> normalized, CharacterSet? characters) =>
        ShowNoCharacter(probabilities)
            ? CharacterPrediction.Unnamed(PredictionStatus.NotACharacter, normalized)
            : CharacterPrediction.Of(Rank(probabilities, characters), normalized);

    /// <summary>The candidates that a set allows, best first. Theirs and the probability of no character sum to 1.</summary>
    /// <param name="probabilities">A probability for each class.</param>
    /// <param name="characters">The set, which allows some class; null allows all.</param>
    public CharacterCandidate[] Rank(ReadOnlySpan<float> probabilities, CharacterSet? characters)
    {
        float sum = 0;
        int count = 0;
        for (int i = 0; characters is not null && i < _forms.Length; i++)
        {
            if (IsAllowed(i, characters))
            {
                sum += probabilities[i];
                count++;
            }
        }

        return Rank(probabilities, characters, sum, count);
    }

    /// <summary>
    /// The candidates that a set allows, best first, of probabilities that are within the set already, and of the form of each letter
    /// where the model has one class for both.
    /// </summary>
    /// <param name="probabilities">A probability for each class.</param>
    /// <param name="characters">The set, which allows some class; null allows all.</param>
    /// <param name="isFirst">Whether the first form is likelier than the second.</param>
    public IEnumerable<CharacterCandidate> RankLimited(
        ReadOnlySpan<float> probabilities, CharacterSet? characters, Func<string, string, bool> isFirst) =>
        Rank(probabilities, characters, 1, 1).Select(candidate =>
            !_namesCapitals && candidate.Variants is [{ Confidence: null } form, { Confidence: null } other]
                && !isFirst(form.Character, other.Character)
                ? candidate with { Character = other.Character, Variants = Array.AsReadOnly([other, form]) }
                : candidate);

    /// <summary>The candidates that a set allows, in the order of the classes, with a probability of 0.</summary>
    public CharacterCandidate[] List(CharacterSet? characters)
    {
        float[] none = new float[Names.Count];
        return
        [
            .. from i in Enumerable.Range(0, Names.Count)
               where i != _nonCharacter && !_isSmallForm[i]
               let candidate = Candidate(i, none, characters, 1, 1)
               where candidate is not null
               orderby candidate.Value.ClassIndex
               select candidate.Value,
        ];
    }

    /// <summary>
    /// The characters that a class stands for and a set allows: one, or both forms of a letter; none of what is no character.
    /// </summary>
    public IEnumerable<string> FormsOf(int i, CharacterSet? characters) =>
        i == _nonCharacter ? [] : (_forms[i].Within(characters) ?? []).Select(static form => form.Character);

    /// <summary>The probability that there is no single character; 0 of a model without a class for that.</summary>
    public float NonCharacter(ReadOnlySpan<float> probabilities) => _nonCharacter >= 0 ? probabilities[_nonCharacter] : 0;

    /// <summary>
    /// How much an image is like a character: the probability of the best three letters or digits, since a 1, an I and an L are
    /// often one and the same stroke, and no less a character for that.
    /// </summary>
    public double Likeness(ReadOnlySpan<float> probabilities)
    {
        (float first, float second, float third) = (0, 0, 0);
        for (int i = 0; i < _forms.Length; i++)
        {
            if (i == _nonCharacter || _isSmallForm[i])
            {
                continue;
            }

            float value = probabilities[i] + (_smallForms[i] >= 0 ? probabilities[_smallForms[i]] : 0);
            (first, second, third) = value > first ? (value, first, second)
                : value > second ? (first, value, second)
                : (first, second, Math.Max(third, value));
        }

        return first + second + third;
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
            if (IsAllowed(i, characters))
            {
                sum += probabilities[i];
                count++;
            }
        }

        for (int i = 0; i < _forms.Length; i++)
        {
            probabilities[i] = IsAllowed(i, characters) ? Share(probabilities[i], sum, count) : 0;
        }
    }

    /// <summary>Probabilities that have all but vanished leave nothing to choose by; those that are no numbers stay so.</summary>
    private static float Share(float probability, float sum, int count) => sum < 1e-37f ? 1f / count : probability / sum;

    public static string? OtherCase(string name) => name is [var letter] && char.IsAsciiLetter(letter)
        ? (char.IsAsciiLetterUpper(letter) ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter)).ToString()
        : null;

    /// <summary>That there is no character, no set rules out.</summary>
    private bool IsAllowed(int i, CharacterSet characters) => i == _nonCharacter || _forms[i].Within(characters) is not null;

    private int Find(string name)
    {
        for (int i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }

    private CharacterCandidate[] Rank(ReadOnlySpan<float> probabilities, CharacterSet? characters, float sum, int count)
    {
        var candidates = new List<CharacterCandidate>(Names.Count);
        for (int i = 0; i < _forms.Length; i++)
        {
            if (i != _nonCharacter && !_isSmallForm[i] && Candidate(i, probabilities, characters, sum, count) is { } candidate)
            {
                candidates.Add(candidate);
            }
        }

        CharacterCandidate[] ranked = [.. candidates];
        Array.Sort(ranked, static (left, right) => right.Confidence.CompareTo(left.Confidence));
        return ranked;
    }

    /// <summary>The candidate of a class, or of a capital and its small form; null where the set rules it out.</summary>
    private CharacterCandidate? Candidate(int i, ReadOnlySpan<float> probabilities, CharacterSet? characters, float sum, int count)
    {
        IReadOnlyList<CharacterVariant>? own = _forms[i].Within(characters);
        float probability = characters is null ? probabilities[i] : Share(probabilities[i], sum, count);
        if (_smallForms[i] is not (>= 0 and int small))
        {
            return own is null ? null : new CharacterCandidate(own[0].Character, probability, own, i, Names[i]);
        }

        bool hasSmall = _forms[small].Within(characters) is not null;
        float ofSmall = characters is null ? probabilities[small] : Share(probabilities[small], sum, count);
        if (own is null || !hasSmall)
        {
            (int only, float confidence) = own is null ? (small, ofSmall) : (i, probability);
            return own is null && !hasSmall
                ? null
                : new CharacterCandidate(Names[only], confidence, Array.AsReadOnly([new CharacterVariant(Names[only], confidence)]), only, Names[only]);
        }

        bool isSmall = ofSmall > probability && !_namesCapitals;
        var (capital, other) = (new CharacterVariant(Names[i], probability), new CharacterVariant(Names[small], ofSmall));
        int answer = isSmall ? small : i;
        return new CharacterCandidate(
            Names[answer], probability + ofSmall, Array.AsReadOnly<CharacterVariant>(isSmall ? [other, capital] : [capital, other]), answer, Names[answer]);
    }

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
