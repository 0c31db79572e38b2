using System.Text.Json.Serialization;

namespace Emnist.Recognition;

/// <summary>A character of a text, or an empty box among those of a form. Immutable.</summary>
public sealed class RecognizedCharacter
{
    /// <summary>Creates a character of a text.</summary>
    /// <param name="prediction">What it is taken for, with the other candidates.</param>
    /// <param name="bounds">The rectangle around its ink, in pixels of the picture.</param>
    /// <exception cref="ArgumentNullException"><paramref name="prediction"/> is null.</exception>
    [JsonConstructor]
    public RecognizedCharacter(CharacterPrediction prediction, PixelRectangle bounds)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        Prediction = prediction;
        Bounds = bounds;
    }

    /// <summary>The most probable character; empty when there is none to name, as in an empty box.</summary>
    public string Character => Prediction.Character;

    /// <summary>
    /// The rectangle around its ink, in pixels of the picture; of an empty box of a form, whose prediction is
    /// <see cref="PredictionStatus.Blank"/>, the box.
    /// </summary>
    public PixelRectangle Bounds { get; }

    /// <summary>
    /// The box of a form that it stands in, or would stand in, in pixels of the picture, along its walls; null for text that stands in
    /// no box.
    /// </summary>
    public PixelRectangle? Box { get; init; }

    /// <summary>What it is taken for, with the other candidates.</summary>
    public CharacterPrediction Prediction { get; }

    /// <summary>The character and its probability.</summary>
    public override string ToString() => Prediction.ToString();
}
