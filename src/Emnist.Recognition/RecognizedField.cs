using System.Text.Json.Serialization;

namespace Emnist.Recognition;

/// <summary>A box of a form, or a cell of a grid, and what stands in it. Immutable.</summary>
/// <remarks>System.Text.Json writes it whole and reads it again.</remarks>
public sealed class RecognizedField
{
    /// <summary>Creates a field.</summary>
    /// <param name="prediction">What stands in it.</param>
    /// <param name="bounds">Its place, in pixels of the picture.</param>
    /// <exception cref="ArgumentNullException"><paramref name="prediction"/> is null.</exception>
    [JsonConstructor]
    public RecognizedField(CharacterPrediction prediction, PixelRectangle bounds)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        Prediction = prediction;
        Bounds = bounds;
    }

    /// <summary>The most probable character; empty where there is none to name.</summary>
    public string Character => Prediction.Character;

    /// <summary>
    /// Its place, in pixels of the picture: the rectangle that was asked for, or the one around the cell that was found, which overlaps
    /// its neighbours where the grid is turned.
    /// </summary>
    public PixelRectangle Bounds { get; }

    /// <summary>
    /// What stands in it, with the other candidates: <see cref="PredictionStatus.Blank"/> where it is empty,
    /// <see cref="PredictionStatus.NotACharacter"/> where it is filled in or crossed out.
    /// </summary>
    public CharacterPrediction Prediction { get; }

    /// <summary>The character and its probability, or what there is instead.</summary>
    public override string ToString() => Prediction.ToString();
}
