using System.Text.Json.Serialization;

namespace Emnist.Recognition;

/// <summary>A character of a text. Immutable.</summary>
public sealed class RecognizedCharacter
{
    /// <summary>Creates a character of a text.</summary>
    /// <param name="prediction">What it is taken for, with the other candidates.</param>
    /// <param name="bounds">The box around its ink, in pixels of the picture.</param>
    /// <exception cref="ArgumentNullException"><paramref name="prediction"/> is null.</exception>
    [JsonConstructor]
    public RecognizedCharacter(CharacterPrediction prediction, PixelRectangle bounds)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        Prediction = prediction;
        Bounds = bounds;
    }

    /// <summary>The most probable character; empty when there is none to name.</summary>
    public string Character => Prediction.Character;

    /// <summary>The box around its ink, in pixels of the picture.</summary>
    public PixelRectangle Bounds { get; }

    /// <summary>What it is taken for, with the other candidates.</summary>
    public CharacterPrediction Prediction { get; }

    /// <summary>The character and its probability.</summary>
    public override string ToString() => Prediction.ToString();
}
