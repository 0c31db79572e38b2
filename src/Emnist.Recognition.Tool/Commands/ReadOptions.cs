using System.CommandLine;
using System.Globalization;
using Emnist.Recognition.Tool.Evaluation;
using Emnist.Recognition.Tool.Reading;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The options of <c>emnist read</c>.</summary>
internal sealed class ReadOptions
{
    private const string StandardInput = "-";
    private const int DefaultTop = 3;
    private const int MaxCount = 10_000;
    private const int MaxGridSide = 100;

    private readonly Argument<string[]> _pictures = new("pictures")
    {
        HelpName = "FILE|DIR|-",
        Arity = ArgumentArity.ZeroOrMore,
        Description = $"Picture files; folders, whose pictures are read with those of the folders in them ({PictureFolder.Extensions}); "
            + "or - for one picture from the standard input.",
    };

    private readonly Option<string?> _filesFrom = new("--files-from")
    {
        HelpName = "FILE|-",
        Description = "A list of picture files, or - for one from the standard input: a name a line, or each ended by a NUL "
            + "as 'find -print0' writes them.",
    };

    private readonly Option<bool> _null = new("--null", "-0")
    {
        Description = "With --files-from: a NUL ends each name, and a name may hold line ends. Without it, the beginning of the list tells.",
    };

    private readonly Option<bool> _text = new("--text")
    {
        Description = "Read lines of separated characters, not one character.",
    };

    private readonly Option<string?> _fields = new("--fields")
    {
        HelpName = "FILE",
        Description = "Read the boxes of a form, at the places that the file has: x,y,width,height a line, or a JSON array of such objects.",
    };

    private readonly Option<string?> _grid = new("--grid")
    {
        HelpName = "ROWSxCOLUMNS",
        Description = "Find a grid of so many cells, such as a sudoku's 9x9, and read them.",
    };

    private readonly Option<int?> _count = NumberOption.Whole(
        "--count", 1, "With --text: how many characters there are, where that is known.");

    private readonly Option<string?> _pattern = new("--pattern")
    {
        HelpName = "PATTERN",
        Description = "With --text: what each line looks like, such as 99/99/9999 or AA-999. 9 is a digit, A a capital, a a small letter, "
            + "X any of these; | parts alternatives.",
    };

    private readonly Option<string?> _marks = new("--marks")
    {
        HelpName = "MARKS",
        Description = $"With --text: the marks that can occur, or none. Default: {CharacterSet.Marks}",
    };

    private readonly Option<string?> _words = new("--words")
    {
        HelpName = "FILE",
        Description = "With --text: words that the text is likely made of, a word a line.",
    };

    private readonly CharactersOption _characters = new();

    private readonly ModelOptions _model = new();

    private readonly Option<int?> _top = NumberOption.Whole(
        "--top", 1, $"How many candidates of a character to tell. Default: {DefaultTop}; in lines, the answer alone.");

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Write a JSON object a line (docs/command-line.md).",
    };

    public void AddTo(Command command)
    {
        command.Add(_pictures);
        command.Add(_filesFrom);
        command.Add(_null);
        command.Add(_text);
        command.Add(_fields);
        command.Add(_grid);
        command.Add(_count);
        command.Add(_pattern);
        command.Add(_marks);
        command.Add(_words);
        _characters.AddTo(command);
        _model.AddTo(command);
        command.Add(_top);
        command.Add(_json);
    }

    /// <exception cref="ToolException">The options do not go together, or the model cannot be read.</exception>
    public ReadRequest Read(ParseResult parsed, ToolConsole console)
    {
        string[] named = parsed.GetValue(_pictures) ?? [];
        string? list = parsed.GetValue(_filesFrom);
        if (named.Length > 0 == list is not null)
        {
            throw ToolException.Usage("name pictures, folders or '-', or else a list of them by --files-from.");
        }

        if (Array.Find(named, static name => name.StartsWith('-') && name != StandardInput && !Path.Exists(name)) is { } word)
        {
            throw ToolException.Usage($"'{word}' is no option of read and no file. See 'emnist read --help'.");
        }

        if (parsed.GetValue(_null) && list is null)
        {
            throw ToolException.Usage($"{_null.Name} goes with {_filesFrom.Name}.");
        }

        if (named.Count(static name => name == StandardInput) > 1)
        {
            throw ToolException.Usage($"'{StandardInput}' is named twice: the standard input holds one picture.");
        }

        PictureLayout layout = ReadLayout(parsed);
        int? count = parsed.GetValue(_count);
        if (count is not null && (!layout.IsText || count > MaxCount))
        {
            throw ToolException.Usage($"{_count.Name} goes with {_text.Name}, and is {MaxCount} at most.");
        }

        if ((parsed.GetValue(_pattern) ?? parsed.GetValue(_marks) ?? parsed.GetValue(_words)) is not null && !layout.IsText)
        {
            throw ToolException.Usage($"{_pattern.Name}, {_marks.Name} and {_words.Name} go with {_text.Name}.");
        }

        var options = new ReadTextOptions
        {
            Characters = _characters.Read(parsed),
            ExpectedCount = count,
            Pattern = parsed.GetValue(_pattern),
            Marks = ReadMarks(parsed.GetValue(_marks)),
            Words = parsed.GetValue(_words) is { } words ? ReadWords(words) : null,
        };
        string? one = named is [var name] && !Directory.Exists(name) ? name : null;
        PictureName? only = one is null or StandardInput ? null : new PictureName(one);
        IEnumerable<PictureName> pictures = list is null ? named.SelectMany(argument => Expand(argument)) : ReadList(list, parsed.GetValue(_null), console.Input);
        PictureReader reader = CreateReader(parsed, options, layout, console);
        return new ReadRequest(pictures, only, reader, CreateWriter(parsed, one is not null, console));
    }

    private CharacterSet? ReadMarks(string? text) => text switch
    {
        null => CharacterSet.Marks,
        "none" => null,
        "" => throw ToolException.Usage($"{_marks.Name} is empty: say none."),
        _ when text.Any(static mark => !CharacterSet.Marks.Contains(mark.ToString())) =>
            throw ToolException.Usage($"{_marks.Name} {text}: marks that are read are {CharacterSet.Marks}"),
        _ => new CharacterSet(text),
    };

    private WordList ReadWords(string path)
    {
        try
        {
            return WordList.Load(path);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw ToolException.Usage($"{_words.Name}: {e.Message}");
        }
    }

    private PictureLayout ReadLayout(ParseResult parsed)
    {
        (bool isText, string? fields, string? grid) = (parsed.GetValue(_text), parsed.GetValue(_fields), parsed.GetValue(_grid));
        if ((isText ? 1 : 0) + (fields is null ? 0 : 1) + (grid is null ? 0 : 1) > 1)
        {
            throw ToolException.Usage($"{_text.Name}, {_fields.Name} and {_grid.Name} are different ways to read a picture: take one.");
        }

        return new PictureLayout
        {
            IsText = isText,
            Fields = fields is null ? null : FieldList.Read(fields),
            Grid = grid is null ? null : ReadSize(grid),
        };
    }

    private (int Rows, int Columns) ReadSize(string text) =>
        text.Split('x', 'X') is [var rows, var columns]
        && int.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out int height)
        && int.TryParse(columns, NumberStyles.None, CultureInfo.InvariantCulture, out int width)
        && height is >= 1 and <= MaxGridSide && width is >= 1 and <= MaxGridSide && height * width > 1
            ? (height, width)
            : throw ToolException.Usage($"{_grid.Name} takes rows and columns, 1 to {MaxGridSide} each and more than one cell, such "
                + $"as 9x9, not '{text}'.");

    private static IEnumerable<PictureName> Expand(string argument) => argument == StandardInput
        ? [new PictureName(argument) { IsStandardInput = true }]
        : Directory.Exists(argument) ? PictureFolder.List(argument) : [new PictureName(argument)];

    private static IEnumerable<PictureName> ReadList(string list, bool isNull, Stream input)
    {
        Stream stream = list == StandardInput ? input
            : Directory.Exists(list) ? throw ToolException.Usage($"--files-from: '{list}' is a folder; name it as it is to read its pictures.")
            : File.OpenRead(list);
        return NameList.Read(stream, isNull).Select(static name => new PictureName(name));
    }

    private PictureReader CreateReader(ParseResult parsed, ReadTextOptions options, PictureLayout layout, ToolConsole console)
    {
        CharacterRecognizer recognizer = _model.LoadRecognizer(parsed, console);
        if (options.Characters is { } characters)
        {
            // Refuses characters that the model does not know before a picture is read.
            _ = new CharacterReader(recognizer, characters);
        }

        return new PictureReader(recognizer, options, layout, console.Input);
    }

    private IAnswerWriter CreateWriter(ParseResult parsed, bool isOne, ToolConsole console)
    {
        int? top = parsed.GetValue(_top);
        bool isJson = parsed.GetValue(_json);
        bool isOneCharacter = !parsed.GetValue(_text) && parsed.GetValue(_fields) is null && parsed.GetValue(_grid) is null;
        if (top is not null && !isOneCharacter && !isJson)
        {
            throw ToolException.Usage($"{_top.Name} goes with single characters, or with {_json.Name}.");
        }

        return isJson ? new AnswerJson(console.Output, top ?? DefaultTop)
            : isOne && console.IsOutputTerminal ? new AnswerCard(console, top ?? DefaultTop)
            : new AnswerLines(console.Output, (top ?? 1) - 1);
    }
}
