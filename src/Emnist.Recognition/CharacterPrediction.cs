namespace Emnist.Recognition;

/// <summary>What a <see cref="CharacterRecognizer"/> makes of a picture. Immutable.</summary>
public sealed class CharacterPrediction
{
    internal static readonly CharacterPrediction Blank = new(PredictionStatus.Blank, []);

    private CharacterPrediction(PredictionStatus status, CharacterCandidate[] candidates)
    {
        Status = status;
        Candidates = Array.AsReadOnly(candidates);
    }

    /// <summary>Whether there was anything to name.</summary>
    public PredictionStatus Status { get; }

    /// <summary>The most probable character, as in <see cref="CharacterCandidate.Character"/>; empty when the picture is blank.</summary>
    public string Character => Candidates.Count == 0 ? "" : Candidates[0].Character;

    /// <summary>Its probability, 0 to 1; 0 when the picture is blank.</summary>
    public float Confidence => Candidates.Count == 0 ? 0 : Candidates[0].Confidence;

    /// <summary>Every character that the model knows, the most probable first; none when the picture is blank.</summary>
    public IReadOnlyList<CharacterCandidate> Candidates { get; }

    /// <summary>The character and its probability, such as <c>g 97.3 %</c>.</summary>
    public override string ToString() => Status == PredictionStatus.Blank ? "blank" : $"{Character} {Confidence:P1}";

    internal static CharacterPrediction Of(IReadOnlyList<string> classNames, ReadOnlySpan<float> probabilities)
    {
        var candidates = new CharacterCandidate[classNames.Count];
        for (int i = 0; i < candidates.Length; i++)
        {
            candidates[i] = new CharacterCandidate(classNames[i], probabilities[i]);
        }

        Array.Sort(candidates, static (left, right) => right.Confidence.CompareTo(left.Confidence));
        return new CharacterPrediction(PredictionStatus.Recognized, candidates);
    }
}
