namespace Emnist.Recognition.Tool.Reading;

/// <summary>What an answer is, in a word of the tool's output.</summary>
internal static class AnswerStatus
{
    public const string Unreadable = nameof(Unreadable);

    /// <summary>There is no grid of so many rows and columns.</summary>
    public const string NoGrid = nameof(NoGrid);

    /// <summary>The name of the prediction's or the text's status; of fields, whether there is any character.</summary>
    public static string Of(Answer answer) => answer switch
    {
        { Prediction: { } prediction } => prediction.Status.ToString(),
        { Text: { } text } => text.Status.ToString(),
        { Fields: { } fields } => OfFields(fields),
        { Grid.IsFound: true } => nameof(PredictionStatus.Recognized),
        { Grid: not null } => NoGrid,
        _ => Unreadable,
    };

    /// <summary>The character of a text that is most likely to be wrong; null where there is none.</summary>
    public static CharacterPrediction? LeastCertain(RecognizedText text) =>
        text.Characters.Select(static character => character.Prediction)
            .Where(static prediction => prediction.Status == PredictionStatus.Recognized)
            .MinBy(static prediction => prediction.Confidence);

    /// <summary>A line of a text, with a low line in the place of each empty box.</summary>
    public static string WithEmptyBoxes(RecognizedLine line) => string.Join(' ', line.Words.Select(static word =>
        string.Concat(word.Characters.Select(static character => character.Prediction.Status switch
        {
            PredictionStatus.Blank => "_",
            PredictionStatus.Recognized => character.Character,
            _ => "\uFFFD",
        }))));

    private static string OfFields(IReadOnlyList<RecognizedField> fields) =>
        (fields.Any(static field => field.Prediction.Status == PredictionStatus.Recognized)
            ? PredictionStatus.Recognized : PredictionStatus.Blank).ToString();
}
