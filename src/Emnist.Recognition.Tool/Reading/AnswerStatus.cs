namespace Emnist.Recognition.Tool.Reading;

/// <summary>What an answer is, in a word of the tool's output.</summary>
internal static class AnswerStatus
{
    public const string Unreadable = nameof(Unreadable);

    /// <summary>The name of the prediction's status; of a text, whether there is any.</summary>
    public static string Of(Answer answer) => answer switch
    {
        { Prediction: { } prediction } => prediction.Status.ToString(),
        { Text.Lines.Count: > 0 } => nameof(PredictionStatus.Recognized),
        { Text: not null } => nameof(PredictionStatus.Blank),
        _ => Unreadable,
    };

    /// <summary>The character of a text that is most likely to be wrong; null where there is none.</summary>
    public static CharacterPrediction? LeastCertain(RecognizedText text) =>
        text.Characters.Select(static character => character.Prediction).MinBy(static prediction => prediction.Confidence);
}
