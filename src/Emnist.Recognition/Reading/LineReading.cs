using System.Numerics.Tensors;
using Emnist.Recognition.Reading.Grammars;
using Emnist.Recognition.Reading.Marks;

namespace Emnist.Recognition.Reading;

/// <summary>Reads a line, of whose segments is known what network and shapes say.</summary>
/// <param name="classes">The model's classes.</param>
/// <param name="symbols">What can be read.</param>
/// <param name="grammars">What a line may look like.</param>
/// <param name="options">What the caller knows.</param>
/// <param name="layout">The layout that the line is of.</param>
/// <param name="evidence">What is known of its segments.</param>
/// <param name="geometries">Where the line may lie, and how tall it may be.</param>
internal sealed class LineReading(
    CharacterClasses classes,
    ReadingSymbols symbols,
    LineGrammars grammars,
    ReadTextOptions options,
    TextLayout layout,
    SegmentEvidence evidence,
    IReadOnlyList<LineGeometry> geometries)
{
    /// <summary>
    /// A slash is all but a leaning 1, so that two of them where a date has them speak for each other, and so does what they part: what
    /// they speak for it besides what day, month and year do, and of how many parts a line is too long for a date.
    /// </summary>
    private const double DateCost = -6;
    private const int MaxDateAtoms = 40;

    /// <summary>A reading that follows the pattern is taken if it costs no more than this beyond the likeliest: else the line is another.</summary>
    private const double MaxPatternCost = 12;

    /// <summary>
    /// A supposition of where the line lies that costs so much more than the likeliest, before neighbours are looked at, is given up.
    /// </summary>
    private const double MaxFitCost = 6;

    /// <summary>
    /// Where letters follow each other as in words: symbols that cost so much more than a segment's likeliest are not looked at, and each
    /// segment that the line is not divided into by shapes costs so much more.
    /// </summary>
    private const double MaxDoubtfulLetter = 6;
    private const double OtherDivision = 1;

    /// <summary>
    /// A letter that its neighbours chose against the ink is so much likelier than what the ink says, and no surer: two forms of one
    /// letter together are less likely than it.
    /// </summary>
    private const double ChosenByLetters = 0.8;

    /// <summary>What more it costs to read a line without regard to places: few characters have each some place by chance.</summary>
    private const double NoLineCost = 1.5;

    private SegmentCosts? _costs;
    private LatticePaths? _paths;
    private List<LineGeometry>? _fitted;
    private (LineGeometry? Geometry, SegmentationLattice Lattice)[]? _suppositions;

    /// <summary>The ways to divide the line, by shapes and each segment by itself.</summary>
    public LatticePaths Paths =>
        _paths ??= LatticePaths.Find(evidence.AtomCount, evidence.Segments, Costs.OfCharacters(), Costs.OfMarks());

    private List<LineGeometry> Fitted => _fitted ??= Fit();

    private SegmentCosts Costs => _costs ??= new SegmentCosts(classes, symbols, evidence);

    /// <summary>Reads the line.</summary>
    /// <param name="count">How many characters it is to have; null for the likeliest number.</param>
    /// <returns>The line; null where nothing but specks is left.</returns>
    public RecognizedLine? Read(int? count)
    {
        IReadOnlyList<(int Segment, bool IsMark)> divided = Paths.PathWith(count ?? Paths.CheapestCount);
        Segment[] parts = [.. divided.Select(part => evidence.Segments[part.Segment])];
        bool[] spaces = WordGaps.Find(parts, evidence.AtomCount, layout.CharacterHeight);
        Found free = ReadFreely(spaces, divided, count is not null);
        Found? byPattern = grammars.Pattern is { } pattern ? Search([pattern], spaces, null) : null;
        byPattern = byPattern?.Cost <= free.Cost + MaxPatternCost ? byPattern : null;
        Found found = byPattern ?? ByLetters(free, divided, count is not null);
        _suppositions = null;

        List<RecognizedWord> words = [];
        List<RecognizedCharacter> word = [];
        double[][] costs = CostsAlong(found);
        SegmentAnswers answers = new(classes, symbols, options.Characters, evidence);
        for (int i = 0; i < found.Path.Count; i++)
        {
            ReadSegment read = found.Path[i];
            if (word.Count > 0 && (found.Grammar.BeginsWord(read.State) ?? spaces[evidence.Segments[read.Segment].First]))
            {
                words.Add(new RecognizedWord(word));
                word = [];
            }

            word.Add(new RecognizedCharacter(answers.Of(read, costs[i]), layout.Scale.Place(evidence.Segments[read.Segment].Box)));
        }

        if (word.Count > 0)
        {
            words.Add(new RecognizedWord(word));
        }

        return words.Count > 0 ? new RecognizedLine(words) { FollowsPattern = byPattern is not null || grammars.Pattern is null } : null;
    }

    /// <summary>The cheapest reading without a pattern.</summary>
    /// <param name="spaces">[atoms]: whether a gap between words is before an atom.</param>
    /// <param name="divided">
    /// What the line is divided into: what usually stands together says nothing of where one ends.
    /// </param>
    /// <param name="isCounted">Whether that has as many characters as the caller says.</param>
    private Found ReadFreely(bool[] spaces, IReadOnlyList<(int Segment, bool IsMark)> divided, bool isCounted)
    {
        var held = divided.ToDictionary(static part => part.Segment, static part => part.IsMark);
        Found found = Search(grammars.Usual, spaces, held.ContainsKey, isCounted ? held : null)
            ?? throw new InvalidOperationException("A line has no reading.");
        if (isCounted)
        {
            return found;
        }

        // A word of the list tells where its letters end.
        found = grammars.Words is { } words && Search([words], spaces, null) is { } known && known.Cost < found.Cost ? known : found;
        return options.UseContext && MayBeDate() && Search([grammars.Dates], spaces, null) is { } date && date.Cost + DateCost < found.Cost
            ? date
            : found;
    }

    /// <summary>
    /// The reading in which letters follow each other as in words, which may tell where they end, if it is cheaper than another without.
    /// Where the line lies is known by then.
    /// </summary>
    private Found ByLetters(Found free, IReadOnlyList<(int Segment, bool IsMark)> divided, bool isCounted)
    {
        if (grammars.Letters is not { } letters || !grammars.Usual.Contains(free.Grammar))
        {
            return free;
        }

        HashSet<int> held = [.. divided.Select(static part => part.Segment)];
        SegmentationLattice likely = free.Lattice.Likely(
            MaxDoubtfulLetter, segment => held.Contains(segment) ? 0 : isCounted ? double.PositiveInfinity : OtherDivision);
        return new GrammarSearch(likely, letters, free.Spaces).Find() is { } way && way.Cost + free.PlaceCost < free.Cost
            ? new Found(letters, free.Lattice, free.Spaces, Read(way.Path), way.Cost, free.PlaceCost)
            : free;
    }

    /// <summary>Whether two segments may each be a mark that parts a date's numbers, and the line is not too long for one.</summary>
    private bool MayBeDate()
    {
        if (evidence.AtomCount > MaxDateAtoms)
        {
            return false;
        }

        Span<int> marks = stackalloc int[DateGrammar.Separators.Count];
        marks.Clear();
        for (int i = 0; i < evidence.Segments.Count; i++)
        {
            foreach (Mark mark in evidence.Marks(i))
            {
                for (int k = 0; k < marks.Length; k++)
                {
                    marks[k] += mark.Character == DateGrammar.Separators[k] && symbols.Named(mark.Character) is not null ? 1 : 0;
                }
            }
        }

        return marks.ContainsAnyInRange(2, int.MaxValue);
    }

    /// <summary>
    /// The cheapest reading of all suppositions about the line: where it lies, whether heights tell anything, and whether it is made of
    /// words and numbers or of characters mixed at random.
    /// </summary>
    private Found? Search(
        IReadOnlyList<ReadingGrammar> candidates, bool[] spaces, Func<int, bool>? allowed, IReadOnlyDictionary<int, bool>? held = null)
    {
        Found? best = null;
        foreach ((LineGeometry? geometry, SegmentationLattice lattice) in held is null ? _suppositions ??= Suppose(null) : Suppose(held))
        {
            foreach (ReadingGrammar grammar in candidates)
            {
                if (new GrammarSearch(lattice, grammar, spaces).Find(allowed) is { } way)
                {
                    Found found = new(grammar, lattice, spaces, Read(way.Path), way.Cost, geometry?.Cost ?? NoLineCost);
                    best = best is null || found.Cost < best.Cost ? found : best;
                }
            }
        }

        return best;
    }

    private (LineGeometry? Geometry, SegmentationLattice Lattice)[] Suppose(IReadOnlyDictionary<int, bool>? held) =>
        [.. Fitted.Append<LineGeometry?>(null).Select(geometry => (geometry, Costs.At(geometry, layout.Stroke, held)))];

    /// <summary>
    /// What is supposed of where the line lies, fitted to what its characters may be: those of the likeliest division, of however many the
    /// line is to be.
    /// </summary>
    private List<LineGeometry> Fit()
    {
        (Segment, double[])[] parts =
        [
            .. Paths.PathWith(Paths.CheapestCount).Where(static part => !part.IsMark)
                .Select(part => (evidence.Segments[part.Segment], Costs.OfPlaces(part.Segment))),
        ];
        List<LineGeometry> found = [];
        double least = double.PositiveInfinity;
        foreach ((LineGeometry line, double cost) in geometries
            .Select(geometry => LineFit.Fit(geometry, parts, symbols.Places))
            .OrderBy(static fit => fit.Cost))
        {
            least = Math.Min(least, cost);
            if (cost <= least + MaxFitCost && !found.Exists(line.IsLike))
            {
                found.Add(line);
            }
        }

        return found;
    }

    /// <summary>
    /// What each segment of a path may be beside what it is read as. Which letters follow each other makes none surer than it is without.
    /// </summary>
    private double[][] CostsAlong(Found found)
    {
        double[][] costs = ChainReading.Find(
            [.. found.Path.Select(read => found.Lattice.CostsOf(read.Segment))],
            (found.Grammar as LetterGrammar)?.Context ?? found.Grammar,
            [.. found.Path.Select(read => found.Spaces[evidence.Segments[read.Segment].First])],
            symbols.Count);
        for (int i = 0; i < costs.Length; i++)
        {
            double own = costs[i][found.Path[i].Symbol];
            if (found.Grammar is LetterGrammar && TensorPrimitives.Min<double>(costs[i]) < own)
            {
                TensorPrimitives.Max(costs[i], own + ChosenByLetters, costs[i]);
                costs[i][found.Path[i].Symbol] = own;
            }
        }

        return costs;
    }

    /// <summary>What was read along a path, specks left out.</summary>
    private static IReadOnlyList<ReadSegment> Read(IEnumerable<ReadSegment> path) => [.. path.Where(static read => read.Symbol >= 0)];

    /// <param name="Grammar">What was read by.</param>
    /// <param name="Lattice">The costs.</param>
    /// <param name="Spaces">[atoms]: whether a gap between words is before an atom.</param>
    /// <param name="Path">What was read, specks left out.</param>
    /// <param name="WayCost">What it costs.</param>
    /// <param name="PlaceCost">What it costs that the line lies there.</param>
    private sealed record Found(
        ReadingGrammar Grammar, SegmentationLattice Lattice, bool[] Spaces, IReadOnlyList<ReadSegment> Path, double WayCost, double PlaceCost)
    {
        public double Cost => WayCost + PlaceCost;
    }
}
