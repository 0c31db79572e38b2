namespace Emnist.Recognition.MLNet.Scoring;

/// <summary>Which classes of a model a set of characters allows, as <see cref="CharacterRecognizer"/> understands it.</summary>
internal static class AllowedClasses
{
    /// <summary>The classes that stand for a character of the set.</summary>
    /// <param name="classNames">The names of the model's classes.</param>
    /// <param name="characters">The set; null allows all.</param>
    /// <returns>Class indices; null for all.</returns>
    /// <exception cref="ArgumentException">The set allows none.</exception>
    public static int[]? Of(IReadOnlyList<string> classNames, CharacterSet? characters)
    {
        if (characters is null)
        {
            return null;
        }

        int[] allowed = [.. Enumerable.Range(0, classNames.Count).Where(i => IsAllowed(classNames[i], classNames, characters))];
        return allowed.Length > 0
            ? allowed
            : throw new ArgumentException(
                $"The model knows none of the characters \"{characters}\"; it knows \"{string.Concat(classNames)}\".", nameof(characters));
    }

    // A letter whose other form has no class stands for both forms.
    private static bool IsAllowed(string name, IReadOnlyList<string> classNames, CharacterSet characters) =>
        characters.Contains(name)
        || (OtherCase(name) is { } other && !classNames.Contains(other, StringComparer.Ordinal) && characters.Contains(other));

    private static string? OtherCase(string name) => name is [var letter] && char.IsAsciiLetter(letter)
        ? (char.IsAsciiLetterUpper(letter) ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter)).ToString()
        : null;
}
