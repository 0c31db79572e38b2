namespace Emnist.Recognition.Reading.Grammars;

/// <summary>What the lines of a text may look like.</summary>
internal sealed class LineGrammars(ReadingSymbols symbols, ReadTextOptions options)
{
    /// <summary>What each character of a line costs whose kinds are mixed at random.</summary>
    private const double MixedCost = 0.9;

    private readonly ContextGrammar _context = new(symbols);

    private DateGrammar? _dates;
    private IReadOnlyList<ReadingGrammar>? _usual;
    private LetterGrammar? _letters;

    /// <summary>The caller's pattern; null where there is none.</summary>
    public ReadingGrammar? Pattern { get; } = options.ParsedPattern is { } pattern ? new PatternGrammar(pattern, symbols) : null;

    /// <summary>What lines without a pattern look like; no line is beyond all of them.</summary>
    public IReadOnlyList<ReadingGrammar> Usual => _usual ??= (options.UseContext, options.Words) switch
    {
        (false, _) => [new FreeGrammar(symbols, MixedCost)],
        (true, null) => [_context, new FreeGrammar(symbols, MixedCost)],
        (true, { } words) => [new WordGrammar(words, symbols, _context), new FreeGrammar(symbols, MixedCost)],
    };

    /// <summary>Words of the caller's list and nothing else but marks; null where there is none.</summary>
    public ReadingGrammar? Words { get; } = options.Words is { } words ? new WordGrammar(words, symbols, null) : null;

    /// <summary>
    /// Words whose letters follow each other as in languages; null where there are no letters, where neighbours say nothing, and where the
    /// caller has words of his own, which say it better.
    /// </summary>
    public LetterGrammar? Letters => _letters ??=
        options is { UseContext: true, Words: null } && symbols.Of(SymbolKind.Small).Length + symbols.Of(SymbolKind.Capital).Length > 0
            ? new LetterGrammar(symbols, _context)
            : null;

    /// <summary>Dates in numbers.</summary>
    public ReadingGrammar Dates => _dates ??= new DateGrammar(symbols);
}
