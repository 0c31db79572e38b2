using Emnist.Recognition.Imaging;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Peers;

/// <summary>A page of 1,320 digits to its text on all cores, against Tesseract.</summary>
internal static class PageRows
{
    public static void Run(int rounds)
    {
        (GrayImage page, string[] lines) = Compose();
        string truth = string.Concat(lines);
        using var tesseract = new Tesseract();
        string Peer() => tesseract.Read(page);
        int peerErrors = Errors(Peer(), truth);
        var recognizer = new CharacterRecognizer();
        var options = new ReadTextOptions { Characters = CharacterSet.Digits };
        string Ours() => recognizer.ReadText(page, options).Text;
        string errors = $"errors: ours {Errors(Ours(), truth)}, peer {peerErrors}";
        string kind = HasEmnist ? "EMNIST's" : "drawn";
        Rounds.Ratio(
            $"page of {page.Size} with {truth.Length:N0} digits ({kind}), against Tesseract; {errors}",
            rounds,
            () => Rounds.Seconds(() => Ours()),
            () => Rounds.Seconds(() => Peer()),
            ("s", 1));
    }

    /// <summary>Of EMNIST's test images, where they are on disk.</summary>
    public static (GrayImage Page, string[] Lines) Compose()
    {
        if (!HasEmnist)
        {
            return DrawnPage.Draw();
        }

        LabeledImages digits = EmnistDataset.Load(EmnistSplit.Digits, DatasetPart.Test);
        return DrawnPage.Compose(digits.Count, i => (digits.GetImage(i).ToArray(), digits.GetLabel(i)));
    }

    private static bool HasEmnist => EmnistDataset.FindFolder(EmnistSplit.Digits, DatasetPart.Test) is not null;

    /// <summary>Levenshtein's distance, white space left out.</summary>
    private static int Errors(string text, string truth)
    {
        string read = string.Concat(text.Where(static c => !char.IsWhiteSpace(c)));
        int[] last = [.. Enumerable.Range(0, truth.Length + 1)];
        for (int i = 1; i <= read.Length; i++)
        {
            int[] row = new int[truth.Length + 1];
            row[0] = i;
            for (int j = 1; j <= truth.Length; j++)
            {
                row[j] = Math.Min(
                    Math.Min(row[j - 1], last[j]) + 1,
                    last[j - 1] + (read[i - 1] == truth[j - 1] ? 0 : 1));
            }

            last = row;
        }

        return last[^1];
    }
}
