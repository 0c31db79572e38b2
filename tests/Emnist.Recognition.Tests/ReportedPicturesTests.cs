namespace Emnist.Recognition.Tests;

/// <summary>
/// Pictures drawn after what people reported: each stands for a kind. <c>labels.csv</c> tells how each is asked and what is right,
/// nothing for a blank one.
/// </summary>
public sealed class ReportedPicturesTests
{
    private static readonly string Folder =
        Path.Combine(TestData.RepositoryRoot, "tests", "Emnist.Recognition.Tests", "ReportedPictures");

    private static readonly CharacterRecognizer Recognizer = new();

    public static TheoryData<string, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach (string[] cells in File.ReadLines(Path.Combine(Folder, "labels.csv")).Skip(1).Select(line => line.Split(',')))
            {
                cases.Add(cells[0], cells[1], cells[2]);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Are_read_right(string file, string call, string right)
    {
        CharacterSet? characters = call.EndsWith("-digits", StringComparison.Ordinal) ? CharacterSet.Digits : null;

        string path = Path.Combine(Folder, file);
        string answer = call.StartsWith("read", StringComparison.Ordinal)
            ? Recognizer.ReadText(path, new ReadTextOptions { Characters = characters }).Text
            : Recognizer.Predict(path, characters).Character;

        Assert.Equal(right, answer);
    }
}
