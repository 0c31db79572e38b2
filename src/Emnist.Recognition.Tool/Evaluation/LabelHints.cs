using Emnist.Recognition.Training.Evaluation;
using static System.FormattableString;

namespace Emnist.Recognition.Tool.Evaluation;

/// <summary>What labels cannot tell, or the model cannot answer, and the option that says so.</summary>
internal static class LabelHints
{
    /// <summary>The share of the pictures from which a hint is worth a line.</summary>
    private const double Least = 0.01;

    /// <summary>Names the labels that no answer can be right for.</summary>
    public static void NoteUnanswerable(
        FoldedClasses classes, CharacterReader reader, IReadOnlyList<string> labels, CharacterGroups groups, ToolConsole console)
    {
        if (classes.Unanswerable.Count == 0)
        {
            return;
        }

        HashSet<string> unanswerable = [.. classes.Unanswerable];
        console.Note(
            $"labels that the model cannot answer, so that their {labels.Count(unanswerable.Contains)} of {labels.Count} pictures "
            + $"count as wrong: {string.Join(' ', classes.Unanswerable)}");
        (CaseFolding Folding, string Word)[] foldings = [(CaseFolding.Merged, "merged"), (CaseFolding.All, "all")];
        string? word = foldings.FirstOrDefault(folding => CanAnswer(folding.Folding)).Word;
        if (word is not null)
        {
            console.Note($"--fold-case {word} counts a letter as right in either case.");
        }
        else if (!reader.IsUnlimited)
        {
            console.Note("--characters leaves out what these labels ask for.");
        }

        bool CanAnswer(CaseFolding folding)
        {
            var wider = new CharacterGroups(folding, groups.FoldsLookAlikes);
            HashSet<string> answered = [.. reader.Answers.Select(wider.NameOf)];
            return unanswerable.All(label => answered.Contains(wider.NameOf(label)));
        }
    }

    /// <summary>
    /// Tells where many answers are wrong only since no label says what they say: a letter in the other case, as in EMNIST
    /// Letters, whose labels do not tell the cases apart; or a digit among letters.
    /// </summary>
    public static void NoteOtherAnswers(ClassificationMetrics metrics, CharacterGroups groups, CharacterReader reader, ToolConsole console)
    {
        string[] names = [.. metrics.PerClass.Select(static c => c.Name)];
        bool[] asked = [.. metrics.PerClass.Select(static c => c.Support > 0)];
        int otherCase = Count((label, answer) => label.Equals(answer, StringComparison.OrdinalIgnoreCase));
        if (groups.CaseFolding != CaseFolding.All && otherCase >= Least * metrics.Count)
        {
            console.Note(
                Invariant($"{otherCase:N0} of {metrics.Count:N0} answers are the right letter in a case that no label has: if the labels do not ")
                + "tell the cases apart, as those of EMNIST Letters, --fold-case all counts them as right.");
        }

        (string Set, Predicate<string> Contains)[] sets = [("letters", IsLetter), ("digits", IsDigit)];
        foreach ((string set, Predicate<string> contains) in sets)
        {
            int outside = Count((_, answer) => answer != FoldedClasses.None && !contains(answer));
            bool isAsked = names.Where((_, c) => asked[c]).All(label => contains(label));
            if (reader.IsUnlimited && isAsked && outside >= Least * metrics.Count)
            {
                console.Note(
                    Invariant($"{outside:N0} of {metrics.Count:N0} answers are no {set}, and all labels are: ")
                    + $"--characters {set} leaves the others out.");
            }
        }

        // Answers that no label says.
        int Count(Func<string, string, bool> isCounted)
        {
            int sum = 0;
            for (int actual = 0; actual < names.Length; actual++)
            {
                for (int predicted = 0; predicted < names.Length; predicted++)
                {
                    bool isOther = asked[actual] && !asked[predicted] && isCounted(names[actual], names[predicted]);
                    sum += isOther ? metrics.ConfusionMatrix[actual, predicted] : 0;
                }
            }

            return sum;
        }
    }

    private static bool IsLetter(string name) => name is [var c] && char.IsAsciiLetter(c);

    private static bool IsDigit(string name) => name is [var c] && char.IsAsciiDigit(c);
}
