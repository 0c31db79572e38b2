using System.Globalization;

namespace Emnist.Recognition.Tool.Reading;

/// <summary>Shows a person what was read from one picture: what the network saw, the answer and the runners-up.</summary>
/// <param name="console">Where to.</param>
/// <param name="top">The candidates of a character that are shown.</param>
internal sealed class AnswerCard(ToolConsole console, int top) : IAnswerWriter
{
    public void Write(Answer answer)
    {
        if (answer.Prediction is { } prediction)
        {
            Write(prediction);
        }
        else if (answer.Text is { } text)
        {
            Write(text);
        }
        else if (answer.Grid is { } grid)
        {
            Write(grid.Cells.Chunk(grid.Columns));
            if (!grid.IsFound)
            {
                console.Output.WriteLine(grid.ToString());
            }
        }
        else if (answer.Fields is { } fields)
        {
            Write([[.. fields]]);
        }
    }

    private void Write(CharacterPrediction prediction)
    {
        if (prediction.Normalized is { } seen)
        {
            PictureBlocks.Write(console, seen);
        }

        if (prediction.Status != PredictionStatus.Recognized)
        {
            console.Output.WriteLine(prediction.ToString());
        }

        foreach (CharacterCandidate candidate in prediction.Candidates.Take(top))
        {
            string either = string.Join(" or ", candidate.Variants.Select(static variant => variant.Character));
            string line = string.Create(CultureInfo.InvariantCulture, $"{candidate.Confidence,8:P1}  {either}");
            console.Output.WriteLine(ToolConsole.Printable(line));
        }
    }

    /// <summary>Rows of fields, a character each: a full stop for an empty one, a question mark for one that is no character.</summary>
    private void Write(IEnumerable<RecognizedField[]> rows)
    {
        foreach (RecognizedField[] row in rows)
        {
            string line = string.Join(' ', row.Select(static field => field.Prediction.Status switch
            {
                PredictionStatus.Recognized => field.Character,
                PredictionStatus.Blank => ".",
                _ => "?",
            }));
            console.Output.WriteLine(ToolConsole.Printable(line));
        }
    }

    private void Write(RecognizedText text)
    {
        foreach (RecognizedLine line in text.Lines)
        {
            console.Output.WriteLine(ToolConsole.Printable(AnswerStatus.WithEmptyBoxes(line)));
        }

        console.Output.WriteLine(AnswerStatus.LeastCertain(text) is { } doubtful
            ? $"(least certain: {ToolConsole.Printable(doubtful.ToString())})"
            : "blank");
    }
}
