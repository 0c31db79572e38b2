using System.Globalization;

namespace Emnist.Recognition.Tool.Reading;

/// <summary>
/// A line for each picture, of columns with a tab between each two: the file, the character or the text, its confidence, the status.
/// Line feeds of a text are <c>\n</c>, and its empty boxes <c>_</c>. Of a form or a grid there is a line for each field.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="more">Further candidates of a character, two columns each.</param>
internal sealed class AnswerLines(TextWriter output, int more) : IAnswerWriter
{
    public void Write(Answer answer)
    {
        switch (answer)
        {
            case { Fields: { } fields }:
                Write(answer.File, fields);
                break;
            case { Grid: { IsFound: true } grid }:
                Write(answer.File, grid.Cells);
                break;
            default:
                WriteLine(Columns(answer));
                break;
        }
    }

    /// <summary>A line for each field, with its place.</summary>
    private void Write(string file, IReadOnlyList<RecognizedField> fields)
    {
        foreach (RecognizedField field in fields)
        {
            (int x, int y, int width, int height) = field.Bounds;
            string place = string.Create(CultureInfo.InvariantCulture, $"{x},{y},{width},{height}");
            WriteLine([file, field.Character, Confidence(field.Prediction), field.Prediction.Status.ToString(), place]);
        }
    }

    private void WriteLine(IEnumerable<string> columns) => output.WriteLine(string.Join('\t', columns.Select(ToolConsole.Printable)));

    private IEnumerable<string> Columns(Answer answer) => answer switch
    {
        { Prediction: { } prediction } =>
        [
            answer.File, prediction.Character, Confidence(prediction), AnswerStatus.Of(answer),
            .. prediction.Candidates.Skip(1).Take(more).SelectMany(static other => new[] { other.Character, Format(other.Confidence) }),
        ],
        { Text: { } text } =>
        [
            answer.File, string.Join("\\n", text.Lines.Select(AnswerStatus.WithEmptyBoxes)), Confidence(AnswerStatus.LeastCertain(text)),
            AnswerStatus.Of(answer),
        ],
        _ => [answer.File, "", "", AnswerStatus.Of(answer)],
    };

    private static string Confidence(CharacterPrediction? prediction) =>
        prediction is { Candidates.Count: > 0 } ? Format(prediction.Confidence) : "";

    private static string Format(float confidence) => confidence.ToString("F4", CultureInfo.InvariantCulture);
}
