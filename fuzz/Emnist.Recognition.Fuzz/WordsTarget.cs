namespace Emnist.Recognition.Fuzz;

/// <summary>Loading a list of words, by which a line is then read.</summary>
internal sealed class WordsTarget() : FuzzTarget("words", [.. Lists], TextMutator.Instance, SmallFileAllocation)
{
    private static readonly Lazy<CharacterRecognizer> Recognizer = new();

    private static IEnumerable<byte[]> Lists =>
    [
        [.. "Berlin\nBern\nBergen\n"u8],
        [.. "\uFEFFol\r\n\r\n loll \r\nLo1\r\n"u8],
        [.. "0110\n1001\n01101001\nO'lo-1\n\u00C9t\u00E9\n\U0001D7D8"u8],
    ];

    /// <inheritdoc/>
    public override Action? Read(byte[] input)
    {
        try
        {
            var words = WordList.Load(FuzzFolder.Write("words.txt", input));
            return () => Recognizer.Value.ReadText(LinePicture.Line, new ReadTextOptions { Words = words });
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
