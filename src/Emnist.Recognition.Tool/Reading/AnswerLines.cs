using System.Globalization;

namespace Emnist.Recognition.Tool.Reading;

/// <summary>
/// A line for each picture, of columns with a tab between each two: the file, the character or the text, its confidence, the status.
/// Line feeds of a text are <c>\n</c>.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="more">Further candidates of a character, two columns each.</param>
internal sealed class AnswerLines(TextWriter output, int more) : IAnswerWriter
{
    public void Write(Answer answer) => output.WriteLine(string.Join('\t', Columns(answer).Select(ToolConsole.Printable)));

    private IEnumerable<string> Columns(Answer answer) => answer switch
    {
        { Prediction: { } prediction } =>
        [
            answer.File, prediction.Character, Confidence(prediction), AnswerStatus.Of(answer),
            .. prediction.Candidates.Skip(1).Take(more).SelectMany(static other => new[] { other.Character, Format(other.Confidence) }),
        ],
        { Text: { } text } =>
        [
            answer.File, text.Text.Replace("\n", "\\n", StringComparison.Ordinal), Confidence(AnswerStatus.LeastCertain(text)),
            AnswerStatus.Of(answer),
        ],
        _ => [answer.File, "", "", AnswerStatus.Of(answer)],
    };

    private static string Confidence(CharacterPrediction? prediction) =>
        prediction is { Candidates.Count: > 0 } ? Format(prediction.Confidence) : "";

    private static string Format(float confidence) => confidence.ToString("F4", CultureInfo.InvariantCulture);
}
