using System.Globalization;

namespace Emnist.Recognition;

/// <summary>A character that a class of the model stands for.</summary>
/// <param name="Character">The character, such as <c>"c"</c>.</param>
/// <param name="Confidence">
/// The probability of this very character, 0 to 1; null where the model does not tell the characters of a class apart.
/// </param>
public readonly record struct CharacterVariant(string Character, float? Confidence)
{
    /// <summary>The character, and its probability where there is one, such as <c>c 60.0 %</c>.</summary>
    public override string ToString() =>
        Confidence is null ? Character : string.Create(CultureInfo.InvariantCulture, $"{Character} {Confidence:P1}");
}
