using System.Globalization;

namespace Emnist.Recognition;

/// <summary>A character that a picture may show.</summary>
/// <param name="Character">
/// What the class is answered as: its name, or where a <see cref="CharacterSet"/> holds only the other form of a letter,
/// that form; of two forms that are one candidate the likelier. With the embedded model one of 0-9, A-Z and a-z.
/// </param>
/// <param name="Confidence">
/// The probability that the picture shows what the candidate stands for, 0 to 1: the class, or both forms of a letter where they are one
/// candidate. Over all candidates they sum to 1, less the probability that there is no single character where the model tells that.
/// </param>
/// <param name="Variants">
/// The characters that the candidate stands for and the set allows, the answer first: <c>C</c> and <c>c</c> where the model has
/// one class for both, as EMNIST Balanced has for c, i, j, k, l, m, o, p, s, u, v, w, x, y and z, or a class for each
/// besides one for what is no character, and then each has a probability of its own; else the character alone.
/// </param>
/// <param name="ClassIndex">
/// The index of the answer's class in <see cref="CharacterRecognizer.ClassNames"/>; -1 of a mark in a text, which no class is.
/// </param>
/// <param name="ClassName">The name that the model gives the class.</param>
/// <remarks>Candidates are equal when all of this is, the variants one by one.</remarks>
public readonly record struct CharacterCandidate(
    string Character, float Confidence, IReadOnlyList<CharacterVariant> Variants, int ClassIndex, string ClassName)
{
    /// <inheritdoc/>
    public bool Equals(CharacterCandidate other) =>
        Character == other.Character && Confidence.Equals(other.Confidence) && ClassIndex == other.ClassIndex
        && ClassName == other.ClassName && (Variants ?? []).SequenceEqual(other.Variants ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Character, Confidence, ClassIndex);

    /// <summary>The character and its probability, such as <c>g 97.3 %</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Character} {Confidence:P1}");
}
