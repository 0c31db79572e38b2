namespace Emnist.Recognition.Reading.Grammars;

/// <summary>
/// What usually stands together: letters of one case in words, which may begin with a capital, and digits in numbers; capitals and
/// digits in codes. It forbids nothing.
/// </summary>
internal sealed class ContextGrammar : ReadingGrammar
{
    /// <summary>A small letter beside a digit, a capital behind a small letter, and a small letter behind several capitals.</summary>
    private const double Rare = 5;

    /// <summary>A digit beside a capital, as in codes.</summary>
    private const double Unusual = 2;

    private readonly GrammarArc[][] _arcs;

    public ContextGrammar(ReadingSymbols symbols) => _arcs =
    [
        .. Enum.GetValues<Behind>().Select(behind => new GrammarArc[]
        {
            new(symbols.Of(SymbolKind.Digit), (int)Behind.Number, CostOfDigit(behind)),
            new(
                symbols.Of(SymbolKind.Capital),
                (int)(behind is Behind.FirstCapital or Behind.Capitals ? Behind.Capitals : Behind.FirstCapital),
                CostOfCapital(behind)),
            new(
                symbols.Of(SymbolKind.Small),
                (int)Behind.SmallLetters,
                behind is Behind.Number or Behind.MarkInNumber or Behind.Capitals ? Rare : 0),
            new(symbols.Of(SymbolKind.Other), (int)behind, 0),
            new(
                symbols.Of(SymbolKind.Mark),
                (int)(behind is Behind.Number or Behind.MarkInNumber ? Behind.MarkInNumber : Behind.Nothing),
                0),
        }),
    ];

    /// <summary>The states: what stands before the next symbol.</summary>
    private enum Behind
    {
        Nothing,
        Number,
        FirstCapital,
        Capitals,
        SmallLetters,
        MarkInNumber,
    }

    public override int Start => (int)Behind.Nothing;

    public override IReadOnlyList<GrammarArc> From(int state) => _arcs[state];

    public override int? AfterSpace(int state) => (int)Behind.Nothing;

    public override bool IsFinal(int state) => true;

    private static double CostOfDigit(Behind behind) => behind switch
    {
        Behind.FirstCapital or Behind.Capitals => Unusual,
        Behind.SmallLetters => Rare,
        _ => 0,
    };

    private static double CostOfCapital(Behind behind) => behind switch
    {
        Behind.Number or Behind.MarkInNumber => Unusual,
        Behind.SmallLetters => Rare,
        _ => 0,
    };
}
