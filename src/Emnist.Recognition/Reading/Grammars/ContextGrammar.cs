namespace Emnist.Recognition.Reading.Grammars;

/// <summary>
/// What usually stands together: letters of one case in words, which may begin with a capital, and digits in numbers; capitals and
/// digits in codes. It forbids nothing.
/// </summary>
internal sealed class ContextGrammar : ReadingGrammar
{
    private const int Begin = 0;
    private const int Number = 1;
    private const int FirstCapital = 2;
    private const int Capitals = 3;
    private const int SmallLetters = 4;
    private const int MarkInNumber = 5;
    private const int States = 6;

    /// <summary>A small letter beside a digit, a capital behind a small letter, and a small letter behind several capitals.</summary>
    private const double Rare = 5;

    /// <summary>A digit beside a capital, as in codes.</summary>
    private const double Unusual = 2;

    private readonly GrammarArc[][] _arcs;

    public ContextGrammar(ReadingSymbols symbols)
    {
        _arcs = new GrammarArc[States][];
        for (int state = 0; state < States; state++)
        {
            _arcs[state] =
            [
                new(symbols.Of(SymbolKind.Digit), Number, state switch
                {
                    FirstCapital or Capitals => Unusual,
                    SmallLetters => Rare,
                    _ => 0,
                }),
                new(symbols.Of(SymbolKind.Capital), state is FirstCapital or Capitals ? Capitals : FirstCapital, state switch
                {
                    Number or MarkInNumber => Unusual,
                    SmallLetters => Rare,
                    _ => 0,
                }),
                new(symbols.Of(SymbolKind.Small), SmallLetters, state is Number or MarkInNumber or Capitals ? Rare : 0),
                new(symbols.Of(SymbolKind.Other), state, 0),
                new(symbols.Of(SymbolKind.Mark), state is Number or MarkInNumber ? MarkInNumber : Begin, 0),
            ];
        }
    }

    public override int Start => Begin;

    public override IReadOnlyList<GrammarArc> From(int state) => _arcs[state];

    public override int? AfterSpace(int state) => Begin;

    public override bool IsFinal(int state) => true;
}
