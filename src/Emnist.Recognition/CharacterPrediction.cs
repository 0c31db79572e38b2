using Emnist.Recognition.Imaging;

namespace Emnist.Recognition;

/// <summary>What a <see cref="CharacterRecognizer"/> makes of a picture. Immutable.</summary>
public sealed class CharacterPrediction
{
    private static readonly CharacterPrediction Blank = new(PredictionStatus.Blank, [], null);

    private CharacterPrediction(PredictionStatus status, CharacterCandidate[] candidates, GrayImage? normalized)
    {
        Status = status;
        Candidates = Array.AsReadOnly(candidates);
        Normalized = normalized;
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
    /// made it; null when the picture is blank.
    /// </summary>
    public GrayImage? Normalized { get; }

    /// <summary>The character and its probability, such as <c>g 97.3 %</c>.</summary>
    public override string ToString() => Status switch
    {
        PredictionStatus.Blank => "blank",
        PredictionStatus.NotACharacter => "not a character",
        _ => $"{Character} {Confidence:P1}",
    };

    internal static CharacterPrediction Of(CharacterCandidate[] candidates, ReadOnlySpan<byte> normalized) =>
        new(PredictionStatus.Recognized, candidates, Image(normalized));

    internal static CharacterPrediction Unnamed(InkKind kind, ReadOnlySpan<byte> normalized) =>
        kind == InkKind.None ? Blank : new CharacterPrediction(PredictionStatus.NotACharacter, [], Image(normalized));

    private static GrayImage Image(ReadOnlySpan<byte> normalized) => new(CharacterNormalizer.Size, normalized);
}
