namespace Emnist.Recognition.Tool.Reading;

/// <summary>
/// What was read from a picture: a character, a text, the fields of a form, a grid, or nothing where the picture cannot be read.
/// </summary>
/// <param name="File">What the picture is called.</param>
internal sealed record Answer(string File)
{
    public CharacterPrediction? Prediction { get; init; }

    public RecognizedText? Text { get; init; }

    /// <summary>What stands in the fields that were asked for.</summary>
    public IReadOnlyList<RecognizedField>? Fields { get; init; }

    /// <summary>The grid that was looked for.</summary>
    public RecognizedGrid? Grid { get; init; }

    /// <summary>Why the picture cannot be read; else null.</summary>
    public string? Fault { get; init; }
}
