namespace Emnist.Recognition.MLNet;

/// <summary>
/// The texts of the <c>Status</c> column: the names of <see cref="PredictionStatus"/>, and one for what is no picture. More may
/// be added with that type: treat an unknown one as no character.
/// </summary>
public static class CharacterStatus
{
    /// <summary>The name of the column.</summary>
    public const string ColumnName = "Status";

    /// <summary>There is a character; its features are numbers.</summary>
    public const string Recognized = nameof(PredictionStatus.Recognized);

    /// <summary>Nothing stands out from the ground: <see cref="PredictionStatus.Blank"/>.</summary>
    public const string Blank = nameof(PredictionStatus.Blank);

    /// <summary>What is there is not made of strokes: <see cref="PredictionStatus.NotACharacter"/>.</summary>
    public const string NotACharacter = nameof(PredictionStatus.NotACharacter);

    /// <summary>Several characters stand side by side: <see cref="PredictionStatus.SeveralCharacters"/>.</summary>
    public const string SeveralCharacters = nameof(PredictionStatus.SeveralCharacters);

    /// <summary>
    /// There is no picture: the file is missing or cannot be read, the bytes are no picture of a known format or one beyond the
    /// limits, or the pixels are not numbers within their range.
    /// </summary>
    public const string Unreadable = nameof(Unreadable);
}
