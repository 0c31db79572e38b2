using Emnist.Recognition;

namespace DrawingPad;

/// <summary>The classes of the model, and the characters that each stands for: C and c may be one class.</summary>
internal sealed class ModelClasses
{
    private readonly Dictionary<string, string> _classOf = new(StringComparer.Ordinal);

    public ModelClasses(CharacterRecognizer recognizer)
    {
        All =
        [
            .. recognizer.GetCandidates(null).Select(static candidate =>
                new ClassAnswer(candidate.ClassName, [.. candidate.Variants.Select(static variant => variant.Character)])),
        ];
        foreach (ClassAnswer answer in All)
        {
            foreach (string character in answer.Characters)
            {
                _classOf.TryAdd(character, answer.Name);
            }
        }

        // A class of that very name comes before one that also stands for the character.
        foreach (ClassAnswer answer in All)
        {
            _classOf[answer.Name] = answer.Name;
        }
    }

    /// <summary>The classes in the order of the model's outputs.</summary>
    public IReadOnlyList<ClassAnswer> All { get; }

    /// <summary>The class that a character belongs to; null where the model does not know it.</summary>
    public string? ClassOf(string character) => _classOf.GetValueOrDefault(character);

    /// <summary>Reads a client's set of characters, of which the model knows at least one; null for all.</summary>
    /// <exception cref="BadHttpRequestException">It is no such set.</exception>
    public CharacterSet? ParseSet(string? text)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            CharacterSet set = CharacterSet.Parse(text);
            return _classOf.Keys.Any(set.Contains)
                ? set
                : throw new BadHttpRequestException($"The model knows none of the characters '{text}'.");
        }
        catch (FormatException e)
        {
            throw new BadHttpRequestException(e.Message, e);
        }
    }
}
