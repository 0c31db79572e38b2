namespace Emnist.Recognition.Reading.Grammars;

/// <summary>
/// The lines that follow a pattern. Each state is behind a place of one of its alternatives. Words are where it has spaces, whatever gaps
/// there are.
/// </summary>
internal sealed class PatternGrammar : ReadingGrammar
{
    private readonly List<IReadOnlyList<GrammarArc>> _arcs = [[]];
    private readonly Dictionary<PatternPlace, int[]> _symbols = [];
    private readonly HashSet<int> _final = [];
    private readonly HashSet<int> _wordBegins = [];

    public PatternGrammar(TextPattern pattern, ReadingSymbols symbols)
    {
        List<GrammarArc> first = [];
        foreach (IReadOnlyList<PatternPlace> places in pattern.Alternatives)
        {
            for (int i = 0; i < places.Count; i++)
            {
                GrammarArc arc = new(Shared(places[i], symbols), _arcs.Count, 0);
                if (i == 0)
                {
                    first.Add(arc);
                }
                else
                {
                    _arcs[^1] = [arc];
                }

                if (places[i].AfterSpace)
                {
                    _ = _wordBegins.Add(_arcs.Count);
                }

                _arcs.Add([]);
            }

            _ = _final.Add(_arcs.Count - 1);
        }

        _arcs[0] = first;
    }

    public override int Start => 0;

    public override IReadOnlyList<GrammarArc> From(int state) => _arcs[state];

    public override int? AfterSpace(int state) => state;

    public override bool? BeginsWord(int state) => _wordBegins.Contains(state);

    public override bool IsFinal(int state) => _final.Contains(state);

    /// <summary>Refuses a pattern that asks for what cannot be read.</summary>
    /// <exception cref="ArgumentException">It does.</exception>
    public static void Require(ReadTextOptions options, CharacterClasses classes)
    {
        if (options.ParsedPattern is not { } pattern)
        {
            return;
        }

        var symbols = new ReadingSymbols(classes, options);
        foreach (PatternPlace place in pattern.Alternatives.SelectMany(static places => places)
            .Where(place => Symbols(place, symbols).Length == 0))
        {
            throw new ArgumentException(
                $"The pattern '{options.Pattern}' asks for {NameOf(place)}, which cannot be read: the model does not know it, the characters "
                + $"that can occur leave it out, or it is no mark that is read ({CharacterSet.Marks}).",
                nameof(options));
        }
    }

    private static string NameOf(PatternPlace place) => place.Kind switch
    {
        PatternKind.Digit => "a digit (9)",
        PatternKind.Capital => "a capital (A)",
        PatternKind.Small => "a small letter (a)",
        PatternKind.LetterOrDigit => "a letter or digit (X)",
        _ => $"'{place.Literal}'",
    };

    /// <summary>The symbols of a place: places of a kind share them, so that the search looks for the cheapest of them once.</summary>
    private int[] Shared(PatternPlace place, ReadingSymbols symbols)
    {
        PatternPlace kind = place with { AfterSpace = false };
        if (!_symbols.TryGetValue(kind, out int[]? found))
        {
            _symbols[kind] = found = Symbols(kind, symbols);
        }

        return found;
    }

    private static int[] Symbols(PatternPlace place, ReadingSymbols symbols) => place.Kind switch
    {
        PatternKind.Digit => symbols.Of(SymbolKind.Digit),
        PatternKind.Capital => symbols.Of(SymbolKind.Capital),
        PatternKind.Small => symbols.Of(SymbolKind.Small),
        PatternKind.LetterOrDigit =>
        [
            .. symbols.Of(SymbolKind.Digit), .. symbols.Of(SymbolKind.Capital),
            .. symbols.Of(SymbolKind.Small), .. symbols.Of(SymbolKind.Other),
        ],
        _ => symbols.Named(place.Literal) is { } symbol ? [symbol] : [],
    };
}
