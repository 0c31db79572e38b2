using System.Text;

namespace Emnist.Recognition.Fuzz;

/// <summary>Reading with a pattern; a line that is said to follow it does.</summary>
internal sealed class PatternTarget() : FuzzTarget("pattern", [.. Patterns], TextMutator.Instance, SmallFileAllocation)
{
    private static readonly Lazy<CharacterRecognizer> Recognizer = new();

    private static IEnumerable<byte[]> Patterns =>
    [
        [.. "99/99/9999"u8],
        [.. "AA-999|AA-9999"u8],
        [.. "9999 9999"u8],
        [.. "Xa\\X|\\|\\a"u8],
        [.. "XXXX XXXX|AAAA aaaa|99.99,-"u8],
        [.. "(9) 'a' \\\\|+9"u8],
    ];

    /// <inheritdoc/>
    public override Action? Read(byte[] input)
    {
        // What is no UTF-8 becomes half a character, which a string may hold as well.
        string pattern = Encoding.UTF8.GetString(input).Replace('\uFFFD', '\uD800');
        var options = new ReadTextOptions { Pattern = pattern };
        try
        {
            Recognizer.Value.ReadText(LinePicture.Blank, options);
            return () => ReadLine(options);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static void ReadLine(ReadTextOptions options)
    {
        foreach (RecognizedLine line in Recognizer.Value.ReadText(LinePicture.Line, options).Lines)
        {
            string characters = line.Text.Replace(" ", "", StringComparison.Ordinal);
            if (line.FollowsPattern && !Reading.Grammars.TextPattern.Parse(options.Pattern!).Matches(characters))
            {
                throw new InvalidOperationException($"'{line.Text}' is said to follow '{options.Pattern}', and does not.");
            }
        }
    }
}
