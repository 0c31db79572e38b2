namespace Emnist.Recognition;

/// <summary>A character that a picture may show.</summary>
/// <param name="Character">
/// The name of the model's class: with the embedded model one of 0-9, A-Z and a, b, d, e, f, g, h, n, q, r, t. Where a
/// <see cref="CharacterSet"/> holds only the other form of a letter, that one.
/// </param>
/// <param name="Confidence">The probability that the network gives it, 0 to 1. Over all candidates they sum to 1.</param>
/// <param name="Variants">
/// All that the class stands for: <c>"Cc"</c> where the model has one class for both forms of a letter, as EMNIST Balanced
/// has for c, i, j, k, l, m, o, p, s, u, v, w, x, y and z; else the character alone. Which of them was written, the
/// network cannot tell.
/// </param>
public readonly record struct CharacterCandidate(string Character, float Confidence, string Variants);
