using Emnist.Recognition.Reading.Marks;

namespace Emnist.Recognition.Reading.Grammars;

/// <summary>What kind of symbol is read.</summary>
internal enum SymbolKind
{
    Digit,
    Capital,
    Small,

    /// <summary>A class of a model of one's own, such as a letter of another script.</summary>
    Other,
    Mark,
}

/// <summary>
/// What the ink of a text may be read as: the characters that the model names and the caller allows, each form of a letter by itself,
/// and the marks. Symbols are told by their places here.
/// </summary>
internal sealed class ReadingSymbols
{
    private readonly List<(string Name, SymbolKind Kind, int Class)> _symbols = [];
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly int[][] _ofKind;
    private readonly List<LetterPlace?> _places = [];
    private readonly int[] _placeOf;
    private readonly int[] _twins;

    /// <param name="classes">The model's classes.</param>
    /// <param name="options">The characters and marks that can occur, and a pattern that may name others.</param>
    public ReadingSymbols(CharacterClasses classes, ReadTextOptions options)
    {
        for (int i = 0; i < classes.Names.Count; i++)
        {
            foreach (string form in classes.FormsOf(i, options.Characters))
            {
                Add(form, KindOf(form), i);
            }
        }

        CharacterCount = _symbols.Count;
        _placeOf = [.. _symbols.Select(symbol => PlaceIndex(LetterPlaces.Of(symbol.Name)))];
        _twins = [.. Enumerable.Range(0, CharacterCount).Select(TwinOf)];
        IEnumerable<string> literals = options.ParsedPattern?.Literals ?? [];
        foreach (string mark in (options.Marks?.Characters ?? []).Concat(literals.Where(CharacterSet.Marks.Contains)))
        {
            AddMark(mark);
        }

        if (Count > CharacterCount)
        {
            AddMark(Mark.Unread);
        }

        _ofKind =
        [
            .. Enum.GetValues<SymbolKind>()
                .Select(kind => Enumerable.Range(0, _symbols.Count).Where(i => _symbols[i].Kind == kind).ToArray()),
        ];
    }

    /// <summary>How many there are; the characters come first.</summary>
    public int Count => _symbols.Count;

    /// <summary>How many of them are characters, and no marks.</summary>
    public int CharacterCount { get; }

    /// <summary>Whether there are marks.</summary>
    public bool HasMarks => Count > CharacterCount;

    public string Name(int symbol) => _symbols[symbol].Name;

    public SymbolKind Kind(int symbol) => _symbols[symbol].Kind;

    /// <summary>The model's class of a character; -1 of a mark.</summary>
    public int Class(int symbol) => _symbols[symbol].Class;

    /// <summary>Where characters stand, each place once.</summary>
    public IReadOnlyList<LetterPlace?> Places => _places;

    /// <summary>The symbols of a kind; not to be changed.</summary>
    public int[] Of(SymbolKind kind) => _ofKind[(int)kind];

    /// <summary>Which of <see cref="Places"/> a character has.</summary>
    public int PlaceOf(int symbol) => _placeOf[symbol];

    /// <summary>The letter of the other case that looks the same but for its size; the symbol itself where there is none.</summary>
    public int Twin(int symbol) => _twins[symbol];

    /// <summary>The symbol of a name; null where it cannot occur.</summary>
    public int? Named(string name) => _byName.TryGetValue(name, out int symbol) ? symbol : null;

    private int TwinOf(int symbol) =>
        Name(symbol) is [var letter] && CharacterClasses.AlikeInBothCases.Contains(char.ToUpperInvariant(letter))
            ? Named(CharacterClasses.OtherCase(Name(symbol))!) ?? symbol
            : symbol;

    private void Add(string name, SymbolKind kind, int ofClass)
    {
        // A model of one's own may have a name twice: the first stands for both.
        _ = _byName.TryAdd(name, _symbols.Count);
        _symbols.Add((name, kind, ofClass));
    }

    /// <summary>Adds a mark, unless it is there: the model may know it for a character.</summary>
    private void AddMark(string mark)
    {
        if (!_byName.ContainsKey(mark))
        {
            Add(mark, SymbolKind.Mark, -1);
        }
    }

    private int PlaceIndex(LetterPlace? place)
    {
        int known = _places.IndexOf(place);
        if (known < 0)
        {
            _places.Add(place);
        }

        return known < 0 ? _places.Count - 1 : known;
    }

    private static SymbolKind KindOf(string name) => name switch
    {
        [>= '0' and <= '9'] => SymbolKind.Digit,
        [>= 'A' and <= 'Z'] => SymbolKind.Capital,
        [>= 'a' and <= 'z'] => SymbolKind.Small,
        _ => SymbolKind.Other,
    };
}
