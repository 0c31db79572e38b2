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

    /// <summary>
    /// A bracket that is not closed costs so much, and one that was not opened: a 1 may be as bowed as a bracket, but two of them seldom
    /// stand about something.
    /// </summary>
    private const double Unpaired = 2;

    /// <summary>A slash beside another mark than a bracket in a number, or behind a small letter: it is rather a 1 or an l.</summary>
    private const double LonelySlash = 3;

    /// <summary>A sign behind a letter, and a letter right behind a sign, a point or a first slash: a plus is rather a t.</summary>
    private const double MarkInWord = 2.5;

    /// <summary>What a letter that most languages seldom have within words costs there: an i has a tail more often than there is a j.</summary>
    private const double RareLetter = 1.5;
    private const string RareLetters = "jqx";

    /// <summary>Marks that part words or their parts, so that a letter may come next, and marks that end words.</summary>
    private const string Joints = "-'";
    private const string Points = ".,:;";

    /// <summary>How many states there are of what stands before a symbol.</summary>
    private const int States = (int)Behind.SlashInNumber + 1;

    private static readonly string[] Brackets = ["()", "[]"];

    private readonly GrammarArc[][] _arcs;

    public ContextGrammar(ReadingSymbols symbols)
    {
        int[] slash = MarksOf(symbols, '/');
        int[][] opening = [.. Brackets.Select(pair => MarksOf(symbols, pair[0]))];
        int[][] closing = [.. Brackets.Select(pair => MarksOf(symbols, pair[1]))];
        int[] special = [.. slash, .. opening.Concat(closing).SelectMany(static marks => marks)];
        int[] joints = [.. Joints.SelectMany(mark => MarksOf(symbols, mark))];
        int[] points = [.. Points.SelectMany(mark => MarksOf(symbols, mark))];
        int[] others = [.. symbols.Of(SymbolKind.Mark).Except([.. special, .. joints, .. points])];
        int[] rare = [.. symbols.Of(SymbolKind.Small).Where(symbol => RareLetters.Contains(symbols.Name(symbol), StringComparison.Ordinal))];
        int[] small = [.. symbols.Of(SymbolKind.Small).Except(rare)];
        _arcs = new GrammarArc[States * (Brackets.Length + 1)][];
        for (int state = 0; state < _arcs.Length; state++)
        {
            (int open, var behind) = (state / States, (Behind)(state % States));
            Behind behindMark = behind is Behind.Number or Behind.MarkInNumber or Behind.SlashInNumber ? Behind.MarkInNumber : Behind.Nothing;
            Behind behindSign = behindMark == Behind.Nothing ? Behind.Mark : behindMark;
            double besideSlash = behind == Behind.SlashInNumber ? LonelySlash : 0;
            bool isBehindLetter = behind is Behind.FirstCapital or Behind.Capitals or Behind.SmallLetters;
            List<GrammarArc> arcs =
            [
                new(symbols.Of(SymbolKind.Digit), To(open, Behind.Number), CostOfDigit(behind)),
                new(
                    symbols.Of(SymbolKind.Capital),
                    To(open, behind is Behind.FirstCapital or Behind.Capitals ? Behind.Capitals : Behind.FirstCapital),
                    CostOfCapital(behind)),
                new(small, To(open, Behind.SmallLetters), CostOfSmall(behind)),
                new(rare, To(open, Behind.SmallLetters), CostOfSmall(behind) + (isBehindLetter ? RareLetter : 0)),
                new(symbols.Of(SymbolKind.Other), To(open, behind), 0),
                new(joints, To(open, behindMark), besideSlash),
                new(points, To(open, behindSign), besideSlash),
                new(others, To(open, behindSign), besideSlash + (isBehindLetter ? MarkInWord : 0)),
                new(
                    slash,
                    To(open, behindMark == Behind.MarkInNumber ? Behind.SlashInNumber : isBehindLetter ? Behind.Nothing : Behind.Mark),
                    behind is Behind.MarkInNumber or Behind.SlashInNumber or Behind.SmallLetters ? LonelySlash : 0),
            ];
            for (int pair = 0; pair < Brackets.Length; pair++)
            {
                // What an opening bracket costs its closing one gives back.
                arcs.Add(new(opening[pair], To(pair + 1, Behind.Nothing), Unpaired));
                arcs.Add(new(closing[pair], To(0, Behind.Nothing), open == pair + 1 ? -Unpaired : Unpaired));
            }

            _arcs[state] = [.. arcs];
        }
    }

    /// <summary>The states: what stands before the next symbol, of each for no open bracket and for one of each kind.</summary>
    private enum Behind
    {
        Nothing,
        Number,
        FirstCapital,
        Capitals,
        SmallLetters,
        MarkInNumber,
        Mark,
        SlashInNumber,
    }

    public override int Start => (int)Behind.Nothing;

    public override IReadOnlyList<GrammarArc> From(int state) => _arcs[state];

    public override int? AfterSpace(int state) => To(state / States, Behind.Nothing);

    public override bool IsFinal(int state) => true;

    private static int To(int open, Behind behind) => (open * States) + (int)behind;

    private static int[] MarksOf(ReadingSymbols symbols, char mark) =>
        [.. symbols.Of(SymbolKind.Mark).Where(symbol => symbols.Name(symbol) == $"{mark}")];

    private static double CostOfDigit(Behind behind) => behind switch
    {
        Behind.FirstCapital or Behind.Capitals => Unusual,
        Behind.SmallLetters => Rare,
        _ => 0,
    };

    private static double CostOfCapital(Behind behind) => behind switch
    {
        Behind.Number or Behind.MarkInNumber or Behind.SlashInNumber => Unusual,
        Behind.SmallLetters => Rare,
        Behind.Mark => MarkInWord,
        _ => 0,
    };

    private static double CostOfSmall(Behind behind) => behind switch
    {
        Behind.Number or Behind.MarkInNumber or Behind.Capitals or Behind.SlashInNumber => Rare,
        Behind.Mark => MarkInWord,
        _ => 0,
    };
}
