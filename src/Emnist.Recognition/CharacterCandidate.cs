namespace Emnist.Recognition;

/// <summary>A character that a picture may show.</summary>
/// <param name="Character">
/// The name of the model's class: with the embedded model one of 0-9, A-Z and a, b, d, e, f, g, h, n, q, r, t. Small
/// letters that look like their capitals, such as c or o, are counted with those, as EMNIST Balanced does.
/// </param>
/// <param name="Confidence">The probability that the network gives it, 0 to 1. Over all candidates they sum to 1.</param>
public readonly record struct CharacterCandidate(string Character, float Confidence);
