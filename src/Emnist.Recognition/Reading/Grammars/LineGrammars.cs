namespace Emnist.Recognition.Reading.Grammars;

/// <summary>What the lines of a text may look like.</summary>
/// <remarks>Lines are read side by side, and ask for the same grammars.</remarks>
internal sealed class LineGrammars
{
    /// <summary>What each character of a line costs whose kinds are mixed at random.</summary>
    private const double MixedCost = 0.9;

    private readonly Lazy<IReadOnlyList<ReadingGrammar>> _usual;
    private readonly Lazy<LetterGrammar?> _letters;
    private readonly Lazy<ReadingGrammar> _dates;

    public LineGrammars(ReadingSymbols symbols, ReadTextOptions options)
    {
        var context = new ContextGrammar(symbols);
        Pattern = options.ParsedPattern is { } pattern ? new PatternGrammar(pattern, symbols) : null;
        Words = options.Words is { } words ? new WordGrammar(words, symbols, null) : null;
        _usual = new(() => (options.UseContext, options.Words) switch
        {
            (false, _) => [new FreeGrammar(symbols, MixedCost)],
            (true, null) => [context, new FreeGrammar(symbols, MixedCost)],
            (true, { } list) => [new WordGrammar(list, symbols, context), new FreeGrammar(symbols, MixedCost)],
        });
        bool hasLetters = symbols.Of(SymbolKind.Small).Length + symbols.Of(SymbolKind.Capital).Length > 0;
        _letters = new(() => hasLetters && options is { UseContext: true, Words: null } ? new LetterGrammar(symbols, context) : null);
        _dates = new(() => new DateGrammar(symbols));
    }

    /// <summary>The caller's pattern; null where there is none.</summary>
    public ReadingGrammar? Pattern { get; }

    /// <summary>What lines without a pattern look like; no line is beyond all of them.</summary>
    public IReadOnlyList<ReadingGrammar> Usual => _usual.Value;

    /// <summary>Words of the caller's list and nothing else but marks; null where there is none.</summary>
    public ReadingGrammar? Words { get; }

    /// <summary>
    /// Words whose letters follow each other as in languages; null where there are no letters, where neighbours say nothing, and where the
    /// caller has words of his own, which say it better.
    /// </summary>
    public LetterGrammar? Letters => _letters.Value;

    /// <summary>Dates in numbers.</summary>
    public ReadingGrammar Dates => _dates.Value;
}
