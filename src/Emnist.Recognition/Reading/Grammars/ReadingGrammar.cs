namespace Emnist.Recognition.Reading.Grammars;

/// <summary>
/// Which symbols may follow each other in a line and what that costs: an automaton with costs, that is searched together with the
/// segmentation lattice (weighted finite-state composition: Mohri, Computational Linguistics 23(2), 1997).
/// </summary>
internal abstract class ReadingGrammar
{
    private const double UsualBeam = 20;

    /// <summary>Of very many ways through it, those are given up that cost so much more than the cheapest.</summary>
    public virtual double Beam => UsualBeam;

    /// <summary>The state before a line's first symbol.</summary>
    public abstract int Start { get; }

    /// <summary>What may come next in a state.</summary>
    public abstract IReadOnlyList<GrammarArc> From(int state);

    /// <summary>The state behind a gap between words; null where none may be there.</summary>
    public abstract int? AfterSpace(int state);

    /// <summary>Whether a word begins with the symbol that leads to a state, or not; null where gaps say it.</summary>
    public virtual bool? BeginsWord(int state) => null;

    /// <summary>What it costs that a word, or the line, ends in a state.</summary>
    public virtual double CostOfEnd(int state) => 0;

    /// <summary>Whether a line may end in a state.</summary>
    public abstract bool IsFinal(int state);
}

/// <summary>A step of a grammar.</summary>
/// <param name="Symbols">One of these is read; not to be changed.</param>
/// <param name="To">The state behind it.</param>
/// <param name="Cost">What it costs, as the negative logarithm of a probability.</param>
internal readonly record struct GrammarArc(int[] Symbols, int To, double Cost);
