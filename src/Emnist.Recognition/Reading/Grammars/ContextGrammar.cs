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
    /// A word behind one of small letters alone, that begins with a capital which looks the same as the small letter, or nearly: it is more
    /// often that one.
    /// </summary>
    private const double CapitalBehindSmallWord = 1;

    /// <summary>
    /// A bracket that is not closed costs so much, and one that was not opened: a 1 may be as bowed as a bracket, but two of them seldom
    /// stand about something.
    /// </summary>
    private const double Unpaired = 2;

    /// <summary>
    /// A slash beside another mark, in a number with a point, comma or colon, behind a small letter, or at the front of a word or number,
    /// if it does not stand alone: it is rather a 1 or an l.
    /// </summary>
    private const double LonelySlash = 3;

    /// <summary>A small letter right behind a slash that a capital is before: that is rather an l.</summary>
    private const double SmallBehindSlash = 2.5;

    /// <summary>
    /// A sign behind a letter, and a letter right behind a point or a mark that comes first: a plus is rather a t; and a digit behind a
    /// letter's hyphen.
    /// </summary>
    private const double MarkInWord = 2.5;
    private const double DigitBehindMark = 1;

    /// <summary>
    /// A digit right behind the point of a word, or of a number that a letter begins: amounts, times and dates have points within them and
    /// no letters.
    /// </summary>
    private const double PointedWord = 2.5;

    /// <summary>A digit right behind a number's semicolon: that of a time is a colon, of whose lower dot a tail is left.</summary>
    private const double SemicolonInNumber = 1.5;

    /// <summary>
    /// What a letter that most languages seldom have within words costs there: an i has a tail more often than there is a j.
    /// </summary>
    private const double RareLetter = 1.5;
    private const string RareLetters = "jqx";

    /// <summary>Marks that part words or their parts, so that a letter may come next; that end words; and that stand in numbers.</summary>
    private const string Joints = "-'";
    private const string Points = ".,:";
    private const string Semicolon = ";";
    private const string Signs = "+=%$€£";

    /// <summary>How many states there are of what stands before a symbol.</summary>
    private const int States = (int)Behind.SlashBehindCapital + 1;

    private static readonly string[] Brackets = ["()", "[]"];

    private readonly GrammarArc[][] _arcs;

    public ContextGrammar(ReadingSymbols symbols)
    {
        int[] slash = MarksOf(symbols, "/");
        int[] joints = MarksOf(symbols, Joints);
        int[] points = MarksOf(symbols, Points);
        int[] semicolon = MarksOf(symbols, Semicolon);
        int[] signs = MarksOf(symbols, Signs);
        int[][] opening = [.. Brackets.Select(pair => MarksOf(symbols, pair[..1]))];
        int[][] closing = [.. Brackets.Select(pair => MarksOf(symbols, pair[1..]))];
        int[] special = [.. slash, .. joints, .. points, .. semicolon, .. signs, .. opening.Concat(closing).SelectMany(static marks => marks)];
        int[] unread = [.. symbols.Of(SymbolKind.Mark).Except(special)];
        int[] rare =
            [.. symbols.Of(SymbolKind.Small).Where(symbol => RareLetters.Contains(symbols.Name(symbol), StringComparison.Ordinal))];
        int[] small = [.. symbols.Of(SymbolKind.Small).Except(rare)];
        int[] twins = [.. symbols.Of(SymbolKind.Capital).Where(symbol => symbols.Twin(symbol) != symbol)];
        int[] plain = [.. symbols.Of(SymbolKind.Capital).Except(twins)];
        _arcs = new GrammarArc[States * (Brackets.Length + 1)][];
        for (int state = 0; state < _arcs.Length; state++)
        {
            (int open, var behind) = (state / States, (Behind)(state % States));
            bool isCapital = behind is Behind.FirstCapital or Behind.Capitals;
            bool isLetter = IsLetter(behind);
            bool isNumber = IsNumber(behind);
            Behind behindMark = isNumber ? Behind.MarkInNumber : isLetter ? Behind.MarkBehindLetters : Behind.FirstMark;
            Behind behindSmall = behind is Behind.Nothing or Behind.BehindSmallWord or Behind.SmallWord ? Behind.SmallWord : Behind.SmallLetters;
            Behind behindCapital = isCapital ? Behind.Capitals : Behind.FirstCapital;
            Behind behindPoint = behind is Behind.Code ? Behind.MarkBehindLetters : isNumber ? Behind.PointInNumber : behindMark;
            double besideSlash = behind is Behind.SlashInNumber or Behind.FirstSlash or Behind.SlashBehindCapital ? LonelySlash : 0;
            List<GrammarArc> arcs =
            [
                new(symbols.Of(SymbolKind.Digit), To(open, BehindDigit(behind)), CostOfDigit(behind)),
                new(plain, To(open, behindCapital), CostOfCapital(behind)),
                new(twins, To(open, behindCapital), CostOfCapital(behind) + (behind == Behind.BehindSmallWord ? CapitalBehindSmallWord : 0)),
                new(small, To(open, behindSmall), CostOfSmall(behind)),
                new(rare, To(open, behindSmall), CostOfSmall(behind) + (isLetter ? RareLetter : 0)),
                new(symbols.Of(SymbolKind.Other), To(open, behind), 0),
                new(joints, To(open, isNumber ? Behind.MarkInNumber : isLetter ? Behind.JointBehindLetters : Behind.LoneMark), besideSlash),
                new(points, To(open, behindPoint), behind is Behind.SlashedNumber ? LonelySlash : besideSlash),
                new(
                    semicolon,
                    To(open, behindPoint == Behind.PointInNumber ? Behind.SemicolonInNumber : behindPoint),
                    behind is Behind.SlashedNumber ? LonelySlash : besideSlash),
                new(signs, To(open, Behind.MarkInNumber), isLetter ? MarkInWord : besideSlash),
                new(unread, To(open, behindMark), besideSlash),
                new(
                    slash,
                    To(open, BehindSlash(behind)),
                    behind is Behind.Nothing or Behind.BehindSmallWord or Behind.ClosedBracket or Behind.Number or Behind.Code
                        or Behind.SlashedNumber
                        || isCapital
                        ? 0
                        : LonelySlash),
            ];
            for (int pair = 0; pair < Brackets.Length; pair++)
            {
                // What an opening bracket costs its closing one gives back.
                arcs.Add(new(opening[pair], To(pair + 1, Behind.LoneMark), Unpaired));
                arcs.Add(new(closing[pair], To(0, Behind.ClosedBracket), (open == pair + 1 ? -Unpaired : Unpaired) + besideSlash));
            }

            _arcs[state] = [.. arcs];
        }
    }

    /// <summary>
    /// The states: what stands before the next symbol, of each for no open bracket and for one of each kind. Those of numbers stand together.
    /// </summary>
    private enum Behind
    {
        Nothing,
        BehindSmallWord,
        ClosedBracket,
        LoneMark,
        FirstMark,
        Number,
        Code,
        PointedNumber,
        SlashedNumber,
        MarkInNumber,
        PointInNumber,
        SemicolonInNumber,
        SlashInNumber,
        FirstCapital,
        Capitals,
        SmallLetters,
        SmallWord,
        JointBehindLetters,
        MarkBehindLetters,
        FirstSlash,
        SlashBehindCapital,
    }

    public override int Start => (int)Behind.Nothing;

    /// <summary>How many states there are; they are counted from 0.</summary>
    public int StateCount => _arcs.Length;

    public override IReadOnlyList<GrammarArc> From(int state) => _arcs[state];

    public override int? AfterSpace(int state) =>
        To(state / States, state % States == (int)Behind.SmallWord ? Behind.BehindSmallWord : Behind.Nothing);

    public override bool IsFinal(int state) => true;

    /// <summary>Whether a letter that comes next is a word's first.</summary>
    public static bool MayBeginWord(int state) =>
        (Behind)(state % States) is var behind && !IsLetter(behind) && !IsNumber(behind);

    private static int To(int open, Behind behind) => (open * States) + (int)behind;

    private static int[] MarksOf(ReadingSymbols symbols, string marks) =>
        [.. symbols.Of(SymbolKind.Mark).Where(symbol => marks.Contains(symbols.Name(symbol), StringComparison.Ordinal))];

    private static bool IsLetter(Behind behind) => behind is Behind.FirstCapital or Behind.Capitals or Behind.SmallLetters or Behind.SmallWord;

    private static bool IsNumber(Behind behind) => behind is >= Behind.Number and <= Behind.SlashInNumber;

    private static Behind BehindDigit(Behind behind) => behind switch
    {
        Behind.PointInNumber or Behind.PointedNumber => Behind.PointedNumber,
        Behind.SlashInNumber or Behind.SlashedNumber => Behind.SlashedNumber,
        Behind.Code => Behind.Code,
        _ when IsLetter(behind) => Behind.Code,
        _ => Behind.Number,
    };

    private static Behind BehindSlash(Behind behind) => behind switch
    {
        Behind.Nothing or Behind.BehindSmallWord => Behind.FirstSlash,
        Behind.FirstCapital or Behind.Capitals => Behind.SlashBehindCapital,
        Behind.SmallLetters or Behind.SmallWord => Behind.Nothing,
        _ when IsNumber(behind) => Behind.SlashInNumber,
        _ => Behind.FirstMark,
    };

    private static double CostOfDigit(Behind behind) => behind switch
    {
        Behind.FirstCapital or Behind.Capitals => Unusual,
        Behind.SmallLetters or Behind.SmallWord => Rare,
        Behind.SemicolonInNumber => SemicolonInNumber,
        Behind.JointBehindLetters => DigitBehindMark,
        Behind.MarkBehindLetters => PointedWord,
        Behind.FirstSlash => LonelySlash,
        _ => 0,
    };

    private static double CostOfCapital(Behind behind) => behind switch
    {
        Behind.PointedNumber => Rare,
        _ when IsNumber(behind) => Unusual,
        Behind.SmallLetters or Behind.SmallWord => Rare,
        Behind.FirstMark or Behind.MarkBehindLetters => MarkInWord,
        Behind.FirstSlash => LonelySlash,
        _ => 0,
    };

    private static double CostOfSmall(Behind behind) => behind switch
    {
        Behind.Capitals => Rare,
        _ when IsNumber(behind) => Rare,
        Behind.FirstMark or Behind.MarkBehindLetters => MarkInWord,
        Behind.FirstSlash => LonelySlash,
        Behind.SlashBehindCapital => SmallBehindSlash,
        _ => 0,
    };
}
