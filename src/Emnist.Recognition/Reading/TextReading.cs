using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Reading.Forms;

namespace Emnist.Recognition.Reading;

/// <summary>
/// Reads a layout: recognises every segment of a line that may be a character, and takes the cheapest path through the
/// line's lattice (segmentation by recognition: Casey and Lecolinet, IEEE PAMI 18(7), 1996, section 4).
/// </summary>
internal sealed class TextReading(
    CharacterNetwork network, CharacterClasses classes, TextLayout layout, ReadTextOptions options, CancellationToken cancellationToken)
{
    private const int ImageLength = CharacterNormalizer.Size * CharacterNormalizer.Size;

    /// <summary>
    /// What may be recognized of one picture, in segments, each with so many pixels more: of more than these, those are left out
    /// that are least likely by their shapes. Each atom by itself is always recognized.
    /// </summary>
    private const int MaxWork = 3_000;
    private const double WorkPixels = 20_000;

    /// <summary>Segments that a thread recognizes at a time.</summary>
    private const int ChunkSize = 64;

    /// <summary>
    /// Words are apart by this much, in character heights, and by so many times the line's usual gap.
    /// </summary>
    private const double WordGap = 0.8;
    private const double WordGapRatio = 2.5;

    /// <summary>
    /// Reads all lines; of all numbers of characters that are possible the nearest to the expected one, if there is
    /// one.
    /// </summary>
    public RecognizedText Read()
    {
        List<Segment>[] segments = [.. layout.Lines.Select(line => SegmentationLattice.SegmentsOf(line, layout.CharacterHeight).ToList())];
        Limit(segments);
        SegmentationLattice[] lattices = Recognize(segments);
        LatticePaths[] paths = [.. lattices.Select(l => LatticePaths.Find(l.AtomCount, l.Segments, l.Costs))];
        int[] counts = options.ExpectedCount is { } wanted
            ? LatticePaths.Share(paths, Math.Max(0, wanted - layout.Boxes.Sum(static row => row.Count)))
            : [.. paths.Select(p => p.CheapestCount)];
        IEnumerable<RecognizedLine> lines =
            lattices.Zip(paths, counts).Select(line => Line(line.First, line.Second.PathWith(line.Third)));
        if (layout.Boxes.Count > 0)
        {
            lines = lines.Concat(ReadBoxes()).OrderBy(static line => line.Bounds.Y + (line.Bounds.Height / 2));
        }

        return new RecognizedText([.. lines]);
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
            lines.Add(BoxLine.Of(row, predictions.AsSpan(first, row.Count), layout.Factor));
            first += row.Count;
        }

        return lines;
    }

    /// <summary>Leaves out segments of several atoms where there are too many to recognize.</summary>
    private static void Limit(List<Segment>[] lines)
    {
        double left = MaxWork - lines.Sum(line => line.Sum(WorkOf));
        if (left >= 0)
        {
            return;
        }

        left += lines.Sum(line => line.Where(segment => segment.Count > 1).Sum(WorkOf));
        HashSet<Segment>[] kept = [.. lines.Select(_ => new HashSet<Segment>())];
        foreach ((Segment segment, int line) in lines
            .SelectMany((segments, line) => segments.Where(segment => segment.Count > 1).Select(segment => (segment, line)))
            .OrderBy(candidate => candidate.segment.ShapeCost))
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

    private static double WorkOf(Segment segment) => 1 + (segment.Box.Width * (double)segment.Box.Height / WorkPixels);

    /// <summary>Recognises all segments.</summary>
    private SegmentationLattice[] Recognize(List<Segment>[] lines)
    {
        (IReadOnlyList<InkAtom> Atoms, Segment Segment)[] all =
            [.. layout.Lines.Zip(lines).SelectMany(line => line.Second.Select(segment => (line.First, segment)))];
        int classCount = classes.Names.Count;
        byte[] images = new byte[all.Length * ImageLength];
        float[] probabilities = new float[all.Length * classCount];
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        ParallelWork.Run(() => Parallel.For(0, (all.Length + ChunkSize - 1) / ChunkSize, parallel, chunk =>
        {
            (int start, bool[] kept) = (chunk * ChunkSize, new bool[layout.Map.Pieces.Count + 1]);
            int count = Math.Min(ChunkSize, all.Length - start);
            for (int i = start; i < start + count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Draw(all[i].Atoms, all[i].Segment, kept, images.AsSpan(i * ImageLength, ImageLength));
            }

            network.Predict(
                images.AsSpan(start * ImageLength, count * ImageLength),
                probabilities.AsSpan(start * classCount, count * classCount),
                count);
        }));

        var lattices = new SegmentationLattice[lines.Length];
        int first = 0;
        for (int line = 0; line < lines.Length; line++)
        {
            int count = lines[line].Count;
            var candidates = new CharacterCandidate[count][];
            for (int i = 0; i < count; i++)
            {
                candidates[i] = classes.Rank(probabilities.AsSpan((first + i) * classCount, classCount), options.Characters);
            }

            lattices[line] = new SegmentationLattice(
                layout.Lines[line].Count, lines[line], candidates, images.AsMemory(first * ImageLength, count * ImageLength));
            first += count;
        }

        return lattices;
    }

    private void Draw(IReadOnlyList<InkAtom> atoms, Segment segment, bool[] kept, Span<byte> image)
    {
        Mark(kept, atoms, segment, true);
        (Plane ink, PixelBox box) = layout.Map.Extract(kept, segment.Box);
        using Plane disposed = ink;
        CharacterDrawing.Draw(ink, box, network.Framing, image);
        Mark(kept, atoms, segment, false);
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

    private RecognizedLine Line(SegmentationLattice lattice, IReadOnlyList<int> path) =>
        new([.. Words([.. path.Select(i => Character(lattice, i))])]);

    private RecognizedCharacter Character(SegmentationLattice lattice, int i)
    {
        PixelBox box = lattice.Segments[i].Box;
        int f = layout.Factor;
        return new RecognizedCharacter(
            CharacterPrediction.Of(lattice.Candidates[i], lattice.Images.Span.Slice(i * ImageLength, ImageLength)),
            new PixelRectangle(box.Left * f, box.Top * f, box.Width * f, box.Height * f));
    }

    private IEnumerable<RecognizedWord> Words(List<RecognizedCharacter> line)
    {
        int[] gaps = [.. line.Zip(line.Skip(1), (left, right) => right.Bounds.X - left.Bounds.Right)];
        double usual = gaps.Length == 0 ? 0 : gaps.Order().ElementAt(gaps.Length / 2);
        double wordGap = Math.Max(WordGap * layout.CharacterHeight * layout.Factor, WordGapRatio * usual);
        int start = 0;
        for (int i = 0; i < gaps.Length; i++)
        {
            if (gaps[i] > wordGap)
            {
                yield return new RecognizedWord([.. line[start..(i + 1)]]);
                start = i + 1;
            }
        }

        yield return new RecognizedWord([.. line[start..]]);
    }
}
