namespace Emnist.Recognition.Reading.Grammars;

/// <summary>
/// Dates of day, month and year in numbers, the first two in either order. Any digits may stand there, but those of a day, a month or a
/// year speak for a date: of numbers of as many digits few have them.
/// </summary>
internal sealed class DateGrammar : ReadingGrammar
{
    /// <summary>Of so many numbers of two digits, or four, so many are days, months or years: 1900 to 2099.</summary>
    private const double Two = 100;
    private const double Four = 10_000;
    private const double Days = 31;
    private const double Months = 12;
    private const double Years = 200;

    private const string Any = "0123456789";
    private const string Not0 = "123456789";

    private readonly ReadingSymbols _symbols;
    private readonly Dictionary<string, int[]> _digits = new(StringComparer.Ordinal);
    private readonly List<List<GrammarArc>> _arcs = [[], []];

    /// <param name="symbols">What can be read; the marks that part a date's numbers are among it, or it has no dates with them.</param>
    public DateGrammar(ReadingSymbols symbols)
    {
        _symbols = symbols;
        foreach (string mark in Separators)
        {
            if (symbols.Named(mark) is not { } separator)
            {
                continue;
            }

            foreach (bool dayFirst in (ReadOnlySpan<bool>)[true, false])
            {
                (int first, int second) = (New(), New());
                Add(dayFirst, Start, first);
                int between = New();
                _arcs[first].Add(new GrammarArc([separator], between, 0));
                Add(!dayFirst, between, second);
                int year = New();
                _arcs[second].Add(new GrammarArc([separator], year, 0));
                AddChain(year, End, 0, Any, Any);
                AddChain(year, End, 0, Any, Any, Any, Any);
                AddChain(year, End, Math.Log(Years / Four), "1", "9", Any, Any);
                AddChain(year, End, Math.Log(Years / Four), "2", "0", Any, Any);
            }
        }
    }

    /// <summary>What parts the numbers of dates.</summary>
    public static IReadOnlyList<string> Separators { get; } = ["/", ".", "-"];

    public override int Start => 0;

    private static int End => 1;

    public override IReadOnlyList<GrammarArc> From(int state) => _arcs[state];

    public override int? AfterSpace(int state) => state;

    public override bool? BeginsWord(int state) => false;

    public override bool IsFinal(int state) => state == End;

    /// <summary>Adds what a day, or a month, may be.</summary>
    private void Add(bool isDay, int from, int to)
    {
        AddChain(from, to, 0, Not0);
        AddChain(from, to, 0, Any, Any);
        double cost = Math.Log((isDay ? Days : Months) / Two);
        AddChain(from, to, cost, "0", Not0);
        if (isDay)
        {
            AddChain(from, to, cost, "12", Any);
            AddChain(from, to, cost, "3", "01");
        }
        else
        {
            AddChain(from, to, cost, "1", "012");
        }
    }

    private void AddChain(int from, int to, double cost, params ReadOnlySpan<string> digits)
    {
        for (int i = 0; i < digits.Length; i++)
        {
            int next = i == digits.Length - 1 ? to : New();
            _arcs[from].Add(new GrammarArc(Digits(digits[i]), next, i == 0 ? cost : 0));
            from = next;
        }
    }

    private int New()
    {
        _arcs.Add([]);
        return _arcs.Count - 1;
    }

    /// <summary>
    /// The symbols of some digits: places of the same share them, so that the search looks for the cheapest of them once.
    /// </summary>
    private int[] Digits(string digits)
    {
        if (!_digits.TryGetValue(digits, out int[]? found))
        {
            _digits[digits] = found = [.. digits.Select(digit => _symbols.Named($"{digit}")).OfType<int>()];
        }

        return found;
    }
}
