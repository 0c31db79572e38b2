using System.Collections.Concurrent;

namespace Emnist.Recognition.Reading.Grammars;

/// <summary>
/// What usually stands together, as <see cref="ContextGrammar"/> has it, and beside that words whose letters follow each other as they do
/// in languages (a model of sequences of four letters, <see cref="LetterSequences"/>): a word is either such a one as a whole, or, as
/// before, of any letters, as names and codes may be.
/// </summary>
internal sealed class LetterGrammar : ReadingGrammar
{
    /// <summary>What a word of a language costs before its first letter: what its letters gain must be more than by chance.</summary>
    private const double WordCost = 1;

    /// <summary>Words have so many letters on an average: so probable is their end behind any letter.</summary>
    private const double MeanLength = 7;

    /// <summary>Ways that cost so much more than the cheapest are given up earlier than elsewhere: there are very many.</summary>
    private const double NarrowBeam = 7;

    /// <summary>
    /// [three letters][what is behind these]: what that costs more than any letter at random, or than an end does; made when it is first
    /// asked for, by whichever thread.
    /// </summary>
    private static readonly double[]?[] Costs = new double[LetterSequences.Count][];

    private readonly ReadingSymbols _symbols;

    /// <summary>[symbols]: each by itself.</summary>
    private readonly int[][] _alone;

    // Lines are read side by side, by the same grammar.
    private readonly ConcurrentDictionary<int, GrammarArc[]> _arcs = new();

    public LetterGrammar(ReadingSymbols symbols, ContextGrammar context)
    {
        (_symbols, Context) = (symbols, context);
        _alone = [.. Enumerable.Range(0, symbols.Count).Select(static symbol => new[] { symbol })];
    }

    /// <summary>What usually stands together, whatever the letters are.</summary>
    public ContextGrammar Context { get; }

    public override double Beam => NarrowBeam;

    public override int Start => Context.Start;

    public override IReadOnlyList<GrammarArc> From(int state) => _arcs.GetOrAdd(state, ArcsFrom);

    public override int? AfterSpace(int state) => Context.AfterSpace(state % Context.StateCount);

    public override double CostOfEnd(int state) => IsInWord(state) ? CostsBehind(LettersBefore(state))[0] : 0;

    public override bool IsFinal(int state) => true;

    /// <summary>Whether a state stands within a word of a language: its last three letters are told by the state.</summary>
    private bool IsInWord(int state) => state >= Context.StateCount;

    private int LettersBefore(int state) => state / Context.StateCount;

    private GrammarArc[] ArcsFrom(int state)
    {
        int outer = state % Context.StateCount;
        int before = LettersBefore(state);
        List<GrammarArc> arcs = [];
        foreach (GrammarArc arc in Context.From(outer))
        {
            bool isLetter = arc.Symbols.Length > 0 && LetterOf(arc.Symbols[0]) > 0;
            if (!IsInWord(state))
            {
                arcs.Add(arc);
            }
            else if (!isLetter)
            {
                arcs.Add(arc with { Cost = arc.Cost + CostOfEnd(state) });
            }

            if (isLetter && (IsInWord(state) || ContextGrammar.MayBeginWord(outer)))
            {
                double[] costs = CostsBehind(before);
                double cost = arc.Cost + (IsInWord(state) ? 0 : WordCost);
                foreach (int symbol in arc.Symbols)
                {
                    int letter = LetterOf(symbol);
                    int letters = LetterSequences.Next(before, letter);
                    arcs.Add(new GrammarArc(_alone[symbol], arc.To + (Context.StateCount * letters), cost + costs[letter]));
                }
            }
        }

        return [.. arcs];
    }

    /// <summary>Which letter of <see cref="LetterSequences"/> a symbol is; 0 of none.</summary>
    private int LetterOf(int symbol) =>
        _symbols.Kind(symbol) is SymbolKind.Capital or SymbolKind.Small ? (_symbols.Name(symbol)[0] | ' ') - 'a' + 1 : 0;

    private static double[] CostsBehind(int letters) => Costs[letters] ??= FindCosts(letters);

    private static double[] FindCosts(int letters)
    {
        double[] costs = LetterSequences.Behind(letters);
        double ofEnd = 1 / (MeanLength + 1);
        double ofLetter = (1 - ofEnd) / (LetterSequences.Size - 1);
        for (int i = 0; i < costs.Length; i++)
        {
            costs[i] = -Math.Log(costs[i] / (i == 0 ? ofEnd : ofLetter));
        }

        return costs;
    }
}
