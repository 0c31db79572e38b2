using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading.Grammars;
using Emnist.Recognition.Reading.Marks;

namespace Emnist.Recognition.Reading;

/// <summary>Reads a line, of whose segments is known what network and shape say.</summary>
/// <param name="classes">The model's classes.</param>
/// <param name="symbols">What can be read.</param>
/// <param name="options">What the caller knows.</param>
/// <param name="layout">The layout that the line is of.</param>
/// <param name="atomCount">The number of the line's atoms.</param>
/// <param name="segments">Its segments, by their first atoms.</param>
/// <param name="geometries">Where the line may lie, and how tall it may be.</param>
/// <param name="probabilities">[segments, classes].</param>
/// <param name="marks">[segments]: the marks that each may be.</param>
/// <param name="images">[segments, 28, 28]: what the network saw.</param>
internal sealed class LineReading(
    CharacterClasses classes,
    ReadingSymbols symbols,
    ReadTextOptions options,
    TextLayout layout,
    int atomCount,
    IReadOnlyList<Segment> segments,
    IReadOnlyList<LineGeometry> geometries,
    ReadOnlyMemory<float> probabilities,
    ReadOnlyMemory<IReadOnlyList<Mark>> marks,
    ReadOnlyMemory<byte> images)
{
    private const int ImageLength = CharacterNormalizer.Size * CharacterNormalizer.Size;

    /// <summary>A mark: characters are more frequent.</summary>
    private const double MarkCost = 0.7;

    /// <summary>What passing over a scrap as a speck costs.</summary>
    private const double SpeckCost = 2;

    /// <summary>Characters and marks that are less probable are as this, so that one segment does not decide for the whole line.</summary>
    private const double MinProbability = 1e-6;

    /// <summary>What each character of a line costs whose kinds are mixed at random, and where heights and places tell nothing.</summary>
    private const double MixedCost = 0.6;
    private const double NoPlaceCost = 0.8;

    /// <summary>
    /// A slash is all but a leaning 1, so that two of them where a date has them speak for each other, and so does what they part.
    /// </summary>
    private static readonly TextPattern Dates = TextPattern.Parse(
        "99/99/9999|99/9/9999|9/99/9999|9/9/9999|99/99/99|99/9/99|9/99/99|9/9/99");

    /// <summary>What two slashes speak for a date, and how probable each must be for one to be looked for.</summary>
    private const double DateCost = -6.5;
    private const double MinSlash = 0.05;

    /// <summary>
    /// What is a mark for certain by itself, of those that are lower than characters, is a part of a character as seldom as this.
    /// </summary>
    private const double MinPart = 0.2;
    private const string LowMarks = ".,:;'-=+";

    /// <summary>Marks that are less probable are no candidates.</summary>
    private const double MinMark = 1e-3;

    private LatticePaths? _paths;
    private double[]? _wholeMarks;

    /// <summary>The ways to divide the line, by shapes and each segment by itself.</summary>
    public LatticePaths Paths => _paths ??= PathsOf(Lattice(null, 0));

    /// <summary>Reads the line.</summary>
    /// <param name="count">How many characters it is to have.</param>
    /// <returns>The line; null where nothing but specks is left.</returns>
    public RecognizedLine? Read(int count)
    {
        IReadOnlyList<int> divided = Paths.PathWith(count);
        bool[] spaces = WordGaps.Find([.. divided.Select(i => segments[i])], atomCount, layout.CharacterHeight);
        bool followsPattern = true;
        Found? found = options.ParsedPattern is { } pattern ? Search([new PatternGrammar(pattern, symbols)], spaces, null) : null;
        if (found is null)
        {
            // What usually stands together says what characters are, and nothing of where one ends.
            followsPattern = options.ParsedPattern is null;
            ReadingGrammar[] grammars = options.UseContext
                ? [new ContextGrammar(symbols), new FreeGrammar(symbols, MixedCost)]
                : [new FreeGrammar(symbols, MixedCost)];
            found = Search(grammars, spaces, divided.ToHashSet().Contains) ?? throw new InvalidOperationException("A line has no reading.");
            if (options is { UseContext: true, ExpectedCount: null } && MayBeDate()
                && Search([new PatternGrammar(Dates, symbols)], spaces, null) is { } date && date.Cost + DateCost < found.Cost)
            {
                found = date;
            }
        }

        List<RecognizedWord> words = [];
        List<RecognizedCharacter> word = [];
        double[][] costs = Costs(found);
        for (int i = 0; i < found.Path.Count; i++)
        {
            ReadSegment read = found.Path[i];
            if (word.Count > 0 && (found.Grammar.BeginsWord(read.State) ?? spaces[segments[read.Segment].First]))
            {
                words.Add(new RecognizedWord(word));
                word = [];
            }

            word.Add(Character(read, costs[i]));
        }

        if (word.Count > 0)
        {
            words.Add(new RecognizedWord(word));
        }

        return words.Count > 0 ? new RecognizedLine(words) { FollowsPattern = followsPattern } : null;
    }

    private bool MayBeDate() => symbols.Named("/") is not null
        && marks.ToArray().Count(static found => found.Any(static mark => mark.Character == "/" && mark.Probability >= MinSlash)) >= 2;

    private LatticePaths PathsOf(SegmentationLattice lattice) =>
        LatticePaths.Find(atomCount, segments, lattice.CharacterCosts, lattice.MarkCosts);

    /// <summary>
    /// The cheapest reading of all suppositions about the line: where it lies, whether heights tell anything, and whether it is made of
    /// words and numbers or of characters mixed at random.
    /// </summary>
    private Found? Search(IReadOnlyList<ReadingGrammar> grammars, bool[] spaces, Func<int, bool>? allowed)
    {
        Found? best = null;
        foreach (LineGeometry? geometry in geometries.Append<LineGeometry?>(null))
        {
            SegmentationLattice lattice = Lattice(geometry);
            foreach (ReadingGrammar grammar in grammars)
            {
                if (new GrammarSearch(lattice, grammar, spaces).Find(allowed) is { } way
                    && (best is null || way.Cost + (geometry?.Cost ?? 0) < best.Cost))
                {
                    best = new Found(grammar, lattice, spaces, [.. way.Path.Where(static read => read.Symbol >= 0)], way.Cost + (geometry?.Cost ?? 0));
                }
            }
        }

        return best;
    }

    /// <summary>What each segment of a path may be beside what it is read as.</summary>
    private double[][] Costs(Found found) => ChainReading.Find(
        [.. found.Path.Select(read => found.Lattice.CostsOf(read.Segment))],
        found.Grammar,
        [.. found.Path.Select(read => found.Spaces[segments[read.Segment].First])],
        symbols.Count);

    /// <summary>What reading each segment as each symbol costs, and last as a speck.</summary>
    /// <param name="geometry">Where the line is; null where places say nothing.</param>
    /// <param name="noPlace">What each character costs where they say nothing.</param>
    private SegmentationLattice Lattice(LineGeometry? geometry, double noPlace = NoPlaceCost)
    {
        double[][] costs = new double[segments.Count][];
        for (int i = 0; i < costs.Length; i++)
        {
            costs[i] = CostsOf(i, geometry, noPlace);
        }

        return new SegmentationLattice(atomCount, segments, costs, symbols.CharacterCount);
    }

    /// <summary>[atoms]: what it costs to take each for a part of a character, since it is more probably a mark by itself.</summary>
    private double[] FindWholeMarks()
    {
        double[] costs = new double[atomCount];
        for (int i = 0; i < segments.Count; i++)
        {
            if (segments[i] is { Count: 1, IsCut: false })
            {
                double probability = marks.Span[i].Where(static mark => LowMarks.Contains(mark.Character, StringComparison.Ordinal))
                    .Sum(mark => mark.Probability * Math.Exp(-BarCost(mark, segments[i])));
                costs[segments[i].First] = -Math.Log(Math.Max(MinPart, 1 - probability));
            }
        }

        return costs;
    }

    private static double BarCost(Mark mark, Segment segment) => mark.Character switch
    {
        "-" => segment.BarCost,
        "=" => segment.BarCost / 2,
        _ => 0,
    };

    private double[] CostsOf(int i, LineGeometry? geometry, double noPlace)
    {
        Segment segment = segments[i];
        double[] costs = new double[symbols.Count + 1];
        costs.AsSpan().Fill(double.PositiveInfinity);
        costs[^1] = segment.IsScrap ? SpeckCost : double.PositiveInfinity;
        (double none, double unread) = (1, 0);
        foreach (Mark mark in marks.Span[i])
        {
            if (mark.Character != ReadingSymbols.Unread && symbols.Named(mark.Character) is { } symbol)
            {
                costs[symbol] = MarkCost + SegmentationLattice.Cost(segment, mark.Probability) + segment.MarkCost + BarCost(mark, segment);
            }
            else
            {
                unread += mark.Probability;
            }

            none -= mark.Probability;
        }

        if (unread > 0 && symbols.Named(ReadingSymbols.Unread) is { } any)
        {
            costs[any] = MarkCost + SegmentationLattice.Cost(segment, unread) + segment.MarkCost;
        }

        float[] own = Probabilities(i);
        double likeness = classes.Likeness(own);
        double least = SegmentationLattice.Cost(segment, likeness * Math.Max(0, none)) + segment.ShapeCost;
        if (segment.Count > 1)
        {
            _wholeMarks ??= FindWholeMarks();
            least += _wholeMarks.AsSpan(segment.First, segment.Count).ToArray().Sum();
        }

        double most = Math.Max(MinProbability, MostOf(own));
        LineMeasures? measures = geometry?.At(segment.Box, layout.Stroke);
        for (int symbol = 0; symbol < symbols.CharacterCount; symbol++)
        {
            double place = measures is { } line ? LetterPlaces.Cost(symbols.Name(symbol), segment, line) : noPlace;
            costs[symbol] = least - Math.Log(Math.Max(MinProbability, own[symbols.Class(symbol)] / most)) + place;
        }

        return costs;
    }

    private double MostOf(float[] own)
    {
        double most = 0;
        for (int symbol = 0; symbol < symbols.CharacterCount; symbol++)
        {
            most = Math.Max(most, own[symbols.Class(symbol)]);
        }

        return most;
    }

    /// <summary>A segment's probabilities within the set.</summary>
    private float[] Probabilities(int i)
    {
        int length = classes.Names.Count;
        float[] own = probabilities.Span.Slice(i * length, length).ToArray();
        classes.Limit(own, options.Characters);
        return own;
    }

    private RecognizedCharacter Character(ReadSegment read, double[] costs)
    {
        PixelBox box = segments[read.Segment].Box;
        int f = layout.Factor;
        return new RecognizedCharacter(
            Prediction(read, costs), new PixelRectangle(box.Left * f, box.Top * f, box.Width * f, box.Height * f));
    }

    private CharacterPrediction Prediction(ReadSegment read, double[] costs)
    {
        ReadOnlySpan<byte> image = images.Span.Slice(read.Segment * ImageLength, ImageLength);
        float[] own = Probabilities(read.Segment);
        if (symbols.Name(read.Symbol) == ReadingSymbols.Unread)
        {
            return CharacterPrediction.Unnamed(PredictionStatus.NotACharacter, image);
        }

        double[] weights = [.. costs.Select(cost => Math.Exp(costs[read.Symbol] - cost))];
        double sum = weights.Sum();
        double rest = 1 - classes.NonCharacter(own);
        float[] found = new float[own.Length];
        List<CharacterCandidate> candidates = [];
        for (int symbol = 0; symbol < symbols.Count; symbol++)
        {
            double share = weights[symbol] / sum;
            if (symbol < symbols.CharacterCount)
            {
                found[symbols.Class(symbol)] += (float)(share * rest);
            }
            else if (share >= MinMark && symbols.Name(symbol) is var mark && mark != ReadingSymbols.Unread)
            {
                candidates.Add(new CharacterCandidate(mark, (float)share, Array.AsReadOnly([new CharacterVariant(mark, null)]), -1, mark));
            }
        }

        candidates.AddRange(classes.RankLimited(found, options.Characters, (form, other) => weights[IndexOf(form)] >= weights[IndexOf(other)]));
        return CharacterPrediction.Of([.. candidates.OrderByDescending(static candidate => candidate.Confidence)], image);
    }

    private int IndexOf(string name) => symbols.Named(name) ?? throw new ArgumentException($"There is no symbol '{name}'.", nameof(name));

    /// <param name="Grammar">What was read by.</param>
    /// <param name="Lattice">The costs.</param>
    /// <param name="Spaces">[atoms]: whether a gap between words is before an atom.</param>
    /// <param name="Path">What was read, specks left out.</param>
    /// <param name="Cost">What it costs.</param>
    private sealed record Found(
        ReadingGrammar Grammar, SegmentationLattice Lattice, bool[] Spaces, IReadOnlyList<ReadSegment> Path, double Cost);
}
