namespace Emnist.Recognition;

/// <summary>A character of a text. Immutable.</summary>
/// <param name="Prediction">What it is taken for, with the other candidates.</param>
/// <param name="Bounds">The box around its ink, in pixels of the picture.</param>
public sealed record RecognizedCharacter(CharacterPrediction Prediction, PixelRectangle Bounds)
{
    /// <summary>The most probable character; empty when there is none to name.</summary>
    public string Character => Prediction.Character;

    /// <summary>The character and its probability.</summary>
    public override string ToString() => Prediction.ToString();
}
