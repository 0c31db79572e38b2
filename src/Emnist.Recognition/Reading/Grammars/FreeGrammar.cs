namespace Emnist.Recognition.Reading.Grammars;

/// <summary>Every symbol by itself, whatever its neighbours are.</summary>
/// <param name="symbols">What can be read.</param>
/// <param name="cost">What each costs.</param>
internal sealed class FreeGrammar(ReadingSymbols symbols, double cost) : ReadingGrammar
{
    /// <summary>Marks stand in numbers and between words more often than among characters that are mixed at random.</summary>
    private const double MarkCost = 2;

    private readonly GrammarArc[] _arcs =
    [
        new([.. Enumerable.Range(0, symbols.CharacterCount)], 0, cost),
        new(symbols.Of(SymbolKind.Mark), 0, cost + MarkCost),
    ];

    public override int Start => 0;

    public override IReadOnlyList<GrammarArc> From(int state) => _arcs;

    public override int? AfterSpace(int state) => 0;

    public override bool IsFinal(int state) => true;
}
