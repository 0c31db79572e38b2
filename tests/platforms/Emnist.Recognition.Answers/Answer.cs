using System.Globalization;

namespace Emnist.Recognition.Answers;

/// <summary>What was asked, the text that came, and the numbers: probabilities, logits, losses or weights.</summary>
internal sealed record Answer(string Question, string Text, float[] Values)
{
    /// <summary>The line of a file of answers, with every digit of the numbers.</summary>
    public override string ToString() =>
        $"{Question}\t{Text.Replace('\n', '/')}\t{string.Join(' ', Values.Select(static value => value.ToString("R", CultureInfo.InvariantCulture)))}";

    /// <summary>Whether it is the embedded model's answer to a picture, and not a network's to an image.</summary>
    public bool IsOfPicture => Question.EndsWith(".png", StringComparison.Ordinal);

    public static Answer Parse(string line)
    {
        string[] parts = line.Split('\t');
        string[] values = parts[2].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new Answer(parts[0], parts[1], [.. values.Select(static value => float.Parse(value, CultureInfo.InvariantCulture))]);
    }

    /// <summary>The largest difference of a number; infinite where the question or the text is another.</summary>
    public float Distance(Answer other) =>
        Question == other.Question && Text.Replace('\n', '/') == other.Text.Replace('\n', '/') && Values.Length == other.Values.Length
            ? Values.Zip(other.Values, static (a, b) => float.IsFinite(a - b) ? Math.Abs(a - b) : float.PositiveInfinity).DefaultIfEmpty(0).Max()
            : float.PositiveInfinity;
}
