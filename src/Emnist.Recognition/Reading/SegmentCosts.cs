using System.Numerics.Tensors;
using Emnist.Recognition.Reading.Grammars;
using Emnist.Recognition.Reading.Marks;

namespace Emnist.Recognition.Reading;

/// <summary>
/// What reading each segment of a line as each symbol costs, and last as a speck, as negative logarithms of probabilities.
/// </summary>
internal sealed class SegmentCosts
{
    /// <summary>A mark: characters are more frequent.</summary>
    private const double MarkCost = 0.7;

    /// <summary>What more a mark costs that was cut off something: marks seldom touch.</summary>
    private const double CutMarkCost = 3;

    /// <summary>What passing over a scrap as a speck costs, and what more if it is a mark for certain by its shape.</summary>
    private const double SpeckCost = 2;
    private const double MarkedSpeckCost = 1.5;

    /// <summary>Characters and marks that are less probable are as this, so that one segment does not decide for the whole line.</summary>
    private const double MinProbability = 1e-6;

    /// <summary>
    /// Which case it is of letters that look the same in both: what the network says of that, which does not see how large they are, counts
    /// so much beside other characters of the line.
    /// </summary>
    private const double CaseByShape = 0.6;

    /// <summary>What each character costs where heights and places tell nothing.</summary>
    private const double NoPlaceCost = 0.8;

    /// <summary>
    /// What is a mark for certain by itself, of those that are lower than characters, is a part of a character as seldom as this.
    /// </summary>
    private const double MinPart = 0.2;
    private const string LowMarks = ".,:;'-=+";

    /// <summary>What is some mark for certain is a part of a character that is the same without it as seldom as this.</summary>
    private const double MinNeedless = 0.08;

    /// <summary>Marks of several strokes, which stand near each other as those of characters do.</summary>
    private const string Signs = "%$€£";

    /// <summary>
    /// A sign whose parts look like characters by themselves, as a 9 and a 0 do: what is one for certain is these as seldom as this.
    /// </summary>
    private const string SignOfCharacters = "%";
    private const double MinInSign = 0.1;

    private readonly CharacterClasses _classes;
    private readonly ReadingSymbols _symbols;
    private readonly SegmentEvidence _evidence;

    /// <summary>Which segment starts with an atom and has so many.</summary>
    private readonly Dictionary<(int First, int Count), int> _places = [];

    /// <summary>[segments][symbols and a speck]: by each segment's ink alone.</summary>
    private readonly double[][] _ofInk;

    public SegmentCosts(CharacterClasses classes, ReadingSymbols symbols, SegmentEvidence evidence)
    {
        (_classes, _symbols, _evidence) = (classes, symbols, evidence);
        for (int i = 0; i < evidence.Segments.Count; i++)
        {
            _places[(evidence.Segments[i].First, evidence.Segments[i].Count)] = i;
        }

        double[] wholeMarks = FindWholeMarks();
        _ofInk = new double[evidence.Segments.Count][];
        for (int i = 0; i < _ofInk.Length; i++)
        {
            _ofInk[i] = OfInk(i, wholeMarks);
        }
    }

    /// <summary>What it costs to take each segment for its likeliest character, by its ink alone.</summary>
    public double[] OfCharacters() => [.. _ofInk.Select(costs => Least(costs.AsSpan(0, _symbols.CharacterCount)))];

    /// <summary>What it costs to take each segment for its likeliest mark, or for a speck.</summary>
    public double[] OfMarks() => [.. _ofInk.Select(costs => Least(costs.AsSpan(_symbols.CharacterCount)))];

    /// <summary>What it costs to take a segment for its likeliest character of each place, by its ink alone.</summary>
    public double[] OfPlaces(int segment)
    {
        double[] costs = new double[_symbols.Places.Count];
        costs.AsSpan().Fill(double.PositiveInfinity);
        for (int symbol = 0; symbol < _symbols.CharacterCount; symbol++)
        {
            ref double cost = ref costs[_symbols.PlaceOf(symbol)];
            cost = Math.Min(cost, _ofInk[segment][symbol]);
        }

        return costs;
    }

    /// <summary>The lattice of a line that lies somewhere.</summary>
    /// <param name="geometry">Where; null where places say nothing.</param>
    /// <param name="stroke">How thick the pen is.</param>
    /// <param name="held">Of each segment that is for certain a character or a mark, whether it is a mark; null for nothing.</param>
    public SegmentationLattice At(LineGeometry? geometry, double stroke, IReadOnlyDictionary<int, bool>? held)
    {
        double[] places = new double[_symbols.Places.Count];
        double[][] costs = new double[_ofInk.Length][];
        for (int i = 0; i < costs.Length; i++)
        {
            double[] own = [.. _ofInk[i]];
            if (geometry?.At(_evidence.Segments[i].Box, stroke) is { } line)
            {
                for (int place = 0; place < places.Length; place++)
                {
                    places[place] = LetterPlaces.Cost(_symbols.Places[place], _evidence.Segments[i], line);
                }
            }
            else
            {
                places.AsSpan().Fill(NoPlaceCost);
            }

            for (int symbol = 0; symbol < _symbols.CharacterCount; symbol++)
            {
                own[symbol] += places[_symbols.PlaceOf(symbol)];
            }

            if (held is not null && held.TryGetValue(i, out bool isMark))
            {
                own.AsSpan(isMark ? ..(_symbols.CharacterCount) : _symbols.CharacterCount..).Fill(double.PositiveInfinity);
            }

            costs[i] = own;
        }

        return new SegmentationLattice(_evidence.AtomCount, _evidence.Segments, costs);
    }

    private double[] OfInk(int i, ReadOnlySpan<double> wholeMarks)
    {
        Segment segment = _evidence.Segments[i];
        double[] costs = new double[_symbols.Count + 1];
        costs.AsSpan().Fill(double.PositiveInfinity);
        (double none, double unread) = (1, 0);
        double ofCut = segment.IsCut ? CutMarkCost : 0;
        foreach (Mark mark in _evidence.Marks(i))
        {
            if (mark.Character != Mark.Unread && _symbols.Named(mark.Character) is { } symbol)
            {
                costs[symbol] = MarkCost + SegmentationLattice.Cost(segment, mark.Probability) + BarCost(mark, segment) + ofCut
                    + (Signs.Contains(mark.Character, StringComparison.Ordinal) ? segment.JoinCost : Math.Max(0, segment.JoinCost))
                    + CostOfSign(segment, mark);
            }
            else
            {
                unread += mark.Probability;
            }

            none -= mark.Probability;
        }

        if (unread > 0 && _symbols.Named(Mark.Unread) is { } any)
        {
            costs[any] = MarkCost + SegmentationLattice.Cost(segment, unread) + Math.Max(0, segment.JoinCost) + ofCut;
        }

        costs[^1] = segment.IsScrap ? SpeckCost + (MarkedSpeckCost * (1 - none - unread)) : double.PositiveInfinity;
        ReadOnlySpan<float> own = _evidence.Probabilities(i);
        double least = SegmentationLattice.Cost(segment, _classes.Likeness(own) * Math.Max(0, none)) + segment.ShapeCost;
        if (segment.Count > 1)
        {
            double parts = 0;
            foreach (double part in wholeMarks.Slice(segment.First, segment.Count))
            {
                parts += part;
            }

            least += parts;
        }

        least += NeedlessCost(i);
        double most = Math.Max(MinProbability, MostOf(own));
        double ofCase = segment.Count == _evidence.AtomCount ? 1 : CaseByShape;
        for (int symbol = 0; symbol < _symbols.CharacterCount; symbol++)
        {
            (double likely, double twin) = (own[_symbols.Class(symbol)], own[_symbols.Class(_symbols.Twin(symbol))]);
            double ofForm = OfShape(likely, most);
            double ofLetter = Math.Min(ofForm, OfShape(twin, most));

            // A model of one's own may know a mark: then it is one by the network or by its shape.
            costs[symbol] = Math.Min(costs[symbol], least + ofLetter + (ofCase * (ofForm - ofLetter)));
        }

        return costs;
    }

    /// <summary>What speaks for a sign whose parts are likely characters: a cost of less than 0.</summary>
    private static double CostOfSign(Segment segment, Mark mark) =>
        segment.Count > 1 && mark.Character == SignOfCharacters ? Math.Log(Math.Max(MinInSign, 1 - mark.Probability)) : 0;

    private static double OfShape(double probability, double most) => -Math.Log(Math.Max(MinProbability, probability / most));

    /// <summary>
    /// What it costs to take what is a mark by itself for a part of a character that is as likely the same without it.
    /// </summary>
    private double NeedlessCost(int i)
    {
        Segment segment = _evidence.Segments[i];
        if (segment.Count == 1)
        {
            return 0;
        }

        (int first, int behind) = (segment.First, segment.First + segment.Count);
        double last = MarkAlone(behind - 1) is var mark and > 0 ? mark * LikenessAs(i, first, segment.Count - 1) : 0;
        double before = MarkAlone(first) is var other and > 0 ? other * LikenessAs(i, first + 1, segment.Count - 1) : 0;
        return -Math.Log(Math.Max(MinNeedless, 1 - Math.Max(last, before)));
    }

    /// <summary>How likely other atoms are a character, if the likeliest is that of a segment.</summary>
    private double LikenessAs(int i, int first, int count)
    {
        if (!_places.TryGetValue((first, count), out int rest))
        {
            return 0;
        }

        ReadOnlySpan<float> own = _evidence.Probabilities(rest);
        return TensorPrimitives.IndexOfMax(own) == TensorPrimitives.IndexOfMax(_evidence.Probabilities(i)) ? _classes.Likeness(own) : 0;
    }

    /// <summary>How likely an atom, if it was not cut, is its likeliest low mark.</summary>
    private double MarkAlone(int atom) => _places.TryGetValue((atom, 1), out int alone) && !_evidence.Segments[alone].IsCut
        ? _evidence.Marks(alone).Where(static mark => LowMarks.Contains(mark.Character, StringComparison.Ordinal))
            .Select(static mark => mark.Probability).DefaultIfEmpty().Max()
        : 0;

    private double MostOf(ReadOnlySpan<float> own)
    {
        double most = 0;
        for (int symbol = 0; symbol < _symbols.CharacterCount; symbol++)
        {
            most = Math.Max(most, own[_symbols.Class(symbol)]);
        }

        return most;
    }

    /// <summary>[atoms]: what it costs to take each for a part of a character, since it is more probably a mark by itself.</summary>
    private double[] FindWholeMarks()
    {
        double[] costs = new double[_evidence.AtomCount];
        for (int i = 0; i < _evidence.Segments.Count; i++)
        {
            if (_evidence.Segments[i] is { Count: 1, IsCut: false } segment)
            {
                double probability = _evidence.Marks(i).Where(static mark => LowMarks.Contains(mark.Character, StringComparison.Ordinal))
                    .Sum(mark => mark.Probability * Math.Exp(-BarCost(mark, segment)));
                costs[segment.First] = -Math.Log(Math.Max(MinPart, 1 - probability));
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

    private static double Least(ReadOnlySpan<double> costs)
    {
        double least = double.PositiveInfinity;
        foreach (double cost in costs)
        {
            least = Math.Min(least, cost);
        }

        return least;
    }
}
