using System.Globalization;
using System.Text.Json.Serialization;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition;

/// <summary>A <see cref="CharacterRecognizer"/>'s result for a picture of one character. Immutable.</summary>
/// <remarks>
/// System.Text.Json writes the status by name, the character, its confidence and the candidates, and reads them again;
/// <see cref="Normalized"/> is left out. A status that the reading version of the library does not know is a
/// <c>JsonException</c>.
/// </remarks>
public sealed class CharacterPrediction
{
    private static readonly CharacterPrediction Blank = new(PredictionStatus.Blank, []);

    /// <summary>Creates a prediction: for tests of what uses predictions, say.</summary>
    /// <param name="status">Whether there was a character to name.</param>
    /// <param name="candidates">
    /// The candidates, the most probable first: at least one of a character that was recognized, none of a blank picture.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There are candidates where there can be none, or none where there must be one; they are out of order; or one lacks its
    /// character.
    /// </exception>
    [JsonConstructor]
    public CharacterPrediction(PredictionStatus status, IReadOnlyList<CharacterCandidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        CharacterCandidate[] copy = [.. candidates];
        if (status == PredictionStatus.Recognized != copy.Length > 0)
        {
            throw new ArgumentException($"There are {copy.Length} candidates, and the status is {status}.", nameof(candidates));
        }

        for (int i = 0; i < copy.Length; i++)
        {
            if (copy[i] is { Character: null } or { ClassName: null } or { Variants: null })
            {
                throw new ArgumentException($"Candidate {i} lacks its character, variants or class.", nameof(candidates));
            }

            if (i > 0 && copy[i].Confidence > copy[i - 1].Confidence)
            {
                throw new ArgumentException($"Candidate {i} is more probable than the one before it.", nameof(candidates));
            }
        }

        Status = status;
        Candidates = Array.AsReadOnly(copy);
    }

    private CharacterPrediction(PredictionStatus status, CharacterCandidate[] candidates, ReadOnlySpan<byte> normalized)
    {
        Status = status;
        Candidates = Array.AsReadOnly(candidates);
        Normalized = new GrayImage(CharacterNormalizer.Size, normalized);
    }

    /// <summary>Whether there was a character to name.</summary>
    public PredictionStatus Status { get; }

    /// <summary>The most probable character, as in <see cref="CharacterCandidate.Character"/>; empty when there is none to name.</summary>
    public string Character => Candidates.Count == 0 ? "" : Candidates[0].Character;

    /// <summary>Its probability, 0 to 1; 0 when there is no character to name.</summary>
    public float Confidence => Candidates.Count == 0 ? 0 : Candidates[0].Confidence;

    /// <summary>
    /// Every character that the model knows and the <see cref="CharacterSet"/> allows, the most probable first; none when
    /// there is no character to name.
    /// </summary>
    public IReadOnlyList<CharacterCandidate> Candidates { get; }

    /// <summary>
    /// What the network saw, or would have: 28 x 28, white ink (255) on black (0), as <see cref="CharacterNormalizer"/>
    /// made it; null when the picture is blank, and in a prediction that was not made by a recognizer.
    /// </summary>
    [JsonIgnore]
    public GrayImage? Normalized { get; init; }

    /// <summary>The character and its probability, such as <c>g 97.3 %</c>; else what there is instead.</summary>
    public override string ToString() => Status switch
    {
        PredictionStatus.Blank => "blank",
        PredictionStatus.NotACharacter => "not a character",
        PredictionStatus.SeveralCharacters => "several characters",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Character} {Confidence:P1}"),
    };

    internal static CharacterPrediction Of(CharacterCandidate[] candidates, ReadOnlySpan<byte> normalized) =>
        new(PredictionStatus.Recognized, candidates, normalized);

    /// <summary>The prediction where there is no character to name.</summary>
    internal static CharacterPrediction Unnamed(PredictionStatus status, ReadOnlySpan<byte> normalized) =>
        status == PredictionStatus.Blank ? Blank : new CharacterPrediction(status, [], normalized);
}
