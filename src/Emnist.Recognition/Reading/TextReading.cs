using System.Numerics.Tensors;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Reading.Forms;
using Emnist.Recognition.Reading.Grammars;
using Emnist.Recognition.Reading.Marks;

namespace Emnist.Recognition.Reading;

/// <summary>
/// Reads a layout: recognises every segment of a line that may be a character or a mark, and takes the cheapest path through the
/// line's lattice (segmentation by recognition: Casey and Lecolinet, IEEE PAMI 18(7), 1996, section 4).
/// </summary>
internal sealed class TextReading(
    CharacterNetwork network,
    CharacterClasses classes,
    TextLayout layout,
    ReadTextOptions options,
    CancellationToken cancellationToken)
{
    private const int ImageLength = CharacterNormalizer.Size * CharacterNormalizer.Size;

    /// <summary>
    /// What may be recognized of one picture, in segments, each with so many pixels more, or of one with many atoms, to each of them. Of
    /// more than these, those are left out that begin or end where ink was cut, and then those that are least likely by their shapes.
    /// Each atom by itself is always recognized.
    /// </summary>
    private const int MaxWork = 3_000;
    private const double WorkPixels = 20_000;
    private const double MaxWorkOfAtom = 2.5;

    /// <summary>Lines are on a level whose middles are within this part of the lower one's height.</summary>
    private const double SameLevel = 0.5;

    /// <summary>Segments that a thread recognizes at a time.</summary>
    private const int ChunkSize = 64;

    private readonly ReadingSymbols _symbols = new(classes, options);
    private readonly ParallelOptions _parallel =
        new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };

    /// <summary>
    /// Reads all lines; of all numbers of characters that are possible the nearest to the expected one, if there is
    /// one.
    /// </summary>
    public RecognizedText Read()
    {
        List<Segment>[] segments = [.. layout.Lines.Select(line => SegmentationLattice.SegmentsOf(line, layout.CharacterHeight).ToList())];
        Limit(segments);
        LineReading[] lines = Recognize(segments);
        int[]? counts = options.ExpectedCount is { } wanted
            ? LatticePaths.Share(
                [.. lines.Select(static line => line.Paths)], Math.Max(0, wanted - layout.Boxes.Sum(static row => row.Count)))
            : null;
        var found = new RecognizedLine?[lines.Length];
        ParallelWork.Run(() => Parallel.For(0, lines.Length, _parallel, i => found[i] = lines[i].Read(counts?[i])));
        IEnumerable<RecognizedLine> read = found.OfType<RecognizedLine>();
        if (layout.Boxes.Count > 0)
        {
            read = InOrder(read.Concat(ReadBoxes()));
        }

        return new RecognizedText([.. read]);
    }

    /// <summary>Lines from the top, and those on a level, as a label and its boxes are, or the parts of a date, from the left.</summary>
    private static IEnumerable<RecognizedLine> InOrder(IEnumerable<RecognizedLine> lines)
    {
        List<List<RecognizedLine>> levels = [];
        foreach (RecognizedLine line in lines.OrderBy(MiddleOf))
        {
            if (levels.Count > 0 && MiddleOf(line) - MiddleOf(levels[^1][0]) <= SameLevel * Math.Min(line.Bounds.Height, levels[^1][0].Bounds.Height))
            {
                levels[^1].Add(line);
            }
            else
            {
                levels.Add([line]);
            }
        }

        return levels.SelectMany(static level => level.OrderBy(static line => line.Bounds.X));

        static double MiddleOf(RecognizedLine line) => line.Bounds.Y + (line.Bounds.Height / 2.0);
    }

    /// <summary>Reads the boxes of a form in one batch; each row of them is a line.</summary>
    private List<RecognizedLine> ReadBoxes()
    {
        FilledBox[] boxes = [.. layout.Boxes.SelectMany(static row => row)];
        CharacterPrediction[] predictions =
            FieldReading.Read(network, classes, [.. boxes.Select(static box => box.Content)], options.Characters, cancellationToken);
        List<RecognizedLine> lines = [];
        int first = 0;
        foreach (IReadOnlyList<FilledBox> row in layout.Boxes)
        {
            lines.Add(BoxLine.Of(row, predictions.AsSpan(first, row.Count), layout.Scale, options.ParsedPattern));
            first += row.Count;
        }

        return lines;
    }

    /// <summary>Leaves out segments of several atoms where there are too many to recognize.</summary>
    private static void Limit(List<Segment>[] lines)
    {
        double most = Math.Max(MaxWork, MaxWorkOfAtom * lines.Sum(static line => line.Count(static segment => segment.Count == 1)));
        double left = most - lines.Sum(static line => line.Sum(WorkOf));
        if (left >= 0)
        {
            return;
        }

        left += lines.Sum(line => line.Where(segment => segment.Count > 1).Sum(WorkOf));
        HashSet<Segment>[] kept = [.. lines.Select(_ => new HashSet<Segment>())];
        foreach ((Segment segment, int line) in lines
            .SelectMany((segments, line) => segments.Where(segment => segment.Count > 1).Select(segment => (segment, line)))
            .OrderBy(candidate => candidate.segment.IsCut).ThenBy(candidate => candidate.segment.ShapeCost))
        {
            left -= WorkOf(segment);
            if (left < 0)
            {
                break;
            }

            kept[line].Add(segment);
        }

        for (int i = 0; i < lines.Length; i++)
        {
            lines[i].RemoveAll(segment => segment.Count > 1 && !kept[i].Contains(segment));
        }
    }

    private static double WorkOf(Segment segment)
    {
        int edges = 2 * InkMap.SoftEdge(segment.Box);
        return 1 + ((segment.Box.Width + edges) * (double)(segment.Box.Height + edges) / WorkPixels);
    }

    /// <summary>Recognises all segments.</summary>
    private LineReading[] Recognize(List<Segment>[] lines)
    {
        IReadOnlyList<LineGeometry>[] geometries =
            [.. layout.Lines.Select(line => LineGeometry.Suppose(line, layout.CharacterHeight))];
        (int Line, Segment Segment)[] all = [.. lines.SelectMany(static (segments, line) => segments.Select(segment => (line, segment)))];
        int classCount = classes.Names.Count;
        LineGrammars grammars = new(_symbols, options);
        byte[] images = new byte[all.Length * ImageLength];
        float[] probabilities = new float[all.Length * classCount];
        var marks = new IReadOnlyList<Mark>[all.Length];
        ParallelWork.Run(() => Parallel.For(0, (all.Length + ChunkSize - 1) / ChunkSize, _parallel, chunk =>
        {
            (int start, bool[] kept) = (chunk * ChunkSize, new bool[layout.Map.Pieces.Count + 1]);
            int count = Math.Min(ChunkSize, all.Length - start);
            for (int i = start; i < start + count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                (int line, Segment segment) = all[i];
                Mark(kept, layout.Lines[line], segment, true);
                (Plane ink, PixelBox box) = layout.Map.Extract(kept, segment.Box);
                using Plane disposed = ink;
                CharacterDrawing.Draw(ink, box, network.Framing, images.AsSpan(i * ImageLength, ImageLength));
                Mark(kept, layout.Lines[line], segment, false);
                marks[i] = _symbols.HasMarks
                    ? MarkShapes.Read(ink, segment.Box, geometries[line][0].At(segment.Box, layout.Stroke))
                    : [];
            }

            Span<float> found = probabilities.AsSpan(start * classCount, count * classCount);
            network.Predict(images.AsSpan(start * ImageLength, count * ImageLength), found, count);
            for (int i = 0; i < count; i++)
            {
                Limit(found.Slice(i * classCount, classCount));
            }
        }));

        // Where the caller says that there are slashes, they are where the pattern has them.
        bool mayDoubtSlashes = _symbols.Named("/") is not null && options.ParsedPattern?.Literals.Contains("/") != true;
        var readings = new LineReading[lines.Length];
        int first = 0;
        for (int line = 0; line < lines.Length; line++)
        {
            int count = lines[line].Count;
            if (mayDoubtSlashes)
            {
                bool[] ones = OnesAmong(probabilities.AsSpan(first * classCount, count * classCount));
                SlashContext.Reconsider(layout.Lines[line], lines[line], layout.Stroke, ones, marks.AsSpan(first, count));
            }

            readings[line] = new LineReading(
                classes,
                _symbols,
                grammars,
                options,
                layout,
                new SegmentEvidence(
                    layout.Lines[line].Count,
                    lines[line],
                    probabilities.AsMemory(first * classCount, count * classCount),
                    marks.AsMemory(first, count),
                    images.AsMemory(first * ImageLength, count * ImageLength)),
                geometries[line]);
            first += count;
        }

        return readings;
    }

    /// <summary>[segments]: whether each is likeliest a 1.</summary>
    private bool[] OnesAmong(ReadOnlySpan<float> probabilities)
    {
        int classCount = classes.Names.Count;
        bool[] ones = new bool[probabilities.Length / classCount];
        for (int i = 0; i < ones.Length; i++)
        {
            ones[i] = classes.Names[TensorPrimitives.IndexOfMax(probabilities.Slice(i * classCount, classCount))] == "1";
        }

        return ones;
    }

    /// <summary>Limits a segment's probabilities to the set; what is no number, of a model of one's own, speaks for nothing.</summary>
    private void Limit(Span<float> probabilities)
    {
        foreach (ref float probability in probabilities)
        {
            probability = float.IsFinite(probability) ? probability : 0;
        }

        classes.Limit(probabilities, options.Characters);
    }

    private static void Mark(bool[] kept, IReadOnlyList<InkAtom> atoms, Segment segment, bool value)
    {
        for (int i = segment.First; i < segment.First + segment.Count; i++)
        {
            foreach (int label in atoms[i].Labels)
            {
                kept[label] = value;
            }
        }
    }
}
