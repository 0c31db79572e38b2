using System.Collections.Concurrent;
using System.Text;

namespace Emnist.Recognition.Reading.Grammars;

/// <summary>
/// Words of a list, which are likelier than others, with marks between them; and what another grammar allows beside them, if there is one.
/// </summary>
internal sealed class WordGrammar : ReadingGrammar
{
    /// <summary>What a letter of a word of the list is likelier than by itself.</summary>
    private const double LetterGain = 0.7;

    /// <summary>What a capital costs before a word that the list has without one: forms that differ by size alone are often doubtful.</summary>
    private const double CapitalCost = 0.5;

    /// <summary>The first of the states that are nodes of the list; what is below are the other grammar's, which are few.</summary>
    private const int FirstNode = 256;

    private readonly WordList _words;
    private readonly ReadingSymbols _symbols;
    private readonly ReadingGrammar? _others;

    // Lines are read side by side, by the same grammar.
    private readonly ConcurrentDictionary<int, GrammarArc[]> _arcs = new();
    private readonly ConcurrentDictionary<Rune, int[]> _letters = new();
    private readonly HashSet<int> _firstNodes;

    /// <param name="words">The words.</param>
    /// <param name="symbols">What can be read.</param>
    /// <param name="others">What there may be beside the words; null for nothing but marks.</param>
    public WordGrammar(WordList words, ReadingSymbols symbols, ReadingGrammar? others)
    {
        (_words, _symbols, _others) = (words, symbols, others);
        _firstNodes = [.. words.From(0).Select(static next => next.Node)];
        Start = others?.Start ?? FirstNode;
    }

    public override int Start { get; }

    public override IReadOnlyList<GrammarArc> From(int state) =>
        _arcs.GetOrAdd(state, from => [.. ArcsFrom(from).Where(static arc => arc.Symbols.Length > 0)]);

    /// <summary>Where there are words of the list alone, a gap within one is no gap between words.</summary>
    public override int? AfterSpace(int state) =>
        state < FirstNode ? _others!.AfterSpace(state) : state == FirstNode || EndsWord(state) ? Start : _others is null ? state : null;

    public override bool? BeginsWord(int state) => state > FirstNode && !_firstNodes.Contains(NodeOf(state)) ? false : null;

    public override bool IsFinal(int state) => state < FirstNode ? _others!.IsFinal(state) : state == FirstNode || EndsWord(state);

    private bool EndsWord(int state) => _words.EndsWord(NodeOf(state));

    private int NodeOf(int state) => (state - FirstNode) % _words.NodeCount;

    private IEnumerable<GrammarArc> ArcsFrom(int state)
    {
        IEnumerable<GrammarArc> arcs = state < FirstNode ? _others!.From(state) : [];
        if (state == Start)
        {
            arcs = arcs.Concat(Letters(0)).Concat(FirstCapitals()).Concat(Capitals(0));
        }
        else if (state >= FirstNode + _words.NodeCount)
        {
            arcs = Capitals(NodeOf(state));
        }
        else if (state >= FirstNode)
        {
            arcs = Letters(NodeOf(state));
        }

        return state >= FirstNode && (state == Start || EndsWord(state))
            ? arcs.Append(new GrammarArc(_symbols.Of(SymbolKind.Mark), Start, 0))
            : arcs;
    }

    private IEnumerable<GrammarArc> Letters(int node) => _words.From(node)
        .Select(next => new GrammarArc(SymbolsOf(next.Letter), FirstNode + next.Node, -LetterGain));

    /// <summary>First letters that are none in the list.</summary>
    private IEnumerable<GrammarArc> FirstCapitals() => _words.From(0)
        .Where(static next => Rune.ToUpperInvariant(next.Letter) != next.Letter)
        .Select(next => new GrammarArc(SymbolsOf(Rune.ToUpperInvariant(next.Letter)), FirstNode + next.Node, CapitalCost - LetterGain));

    private IEnumerable<GrammarArc> Capitals(int node) => _words.From(node).Select(next => new GrammarArc(
        SymbolsOf(Rune.ToUpperInvariant(next.Letter)), FirstNode + _words.NodeCount + next.Node, -LetterGain));

    /// <summary>The symbols of a letter: arcs of one letter share them, so that the search looks for the cheapest of them once.</summary>
    private int[] SymbolsOf(Rune letter) => _letters.GetOrAdd(letter, named => _symbols.Named($"{named}") is { } symbol ? [symbol] : []);
}
