using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

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
        SegmentationLattice[] lattices = [.. layout.Lines.Select(Recognize)];
        LatticePaths[] paths = [.. lattices.Select(l => LatticePaths.Find(l.AtomCount, l.Segments, l.Costs))];
        int[] counts = options.ExpectedCount is { } wanted
            ? LatticePaths.Share(paths, wanted)
            : [.. paths.Select(p => p.CheapestCount)];
        return new RecognizedText(
            [.. lattices.Zip(paths, counts).Select(line => Line(line.First, line.Second.PathWith(line.Third)))]);
    }

    /// <summary>Recognises all segments of a line in one batch.</summary>
    private SegmentationLattice Recognize(IReadOnlyList<InkAtom> atoms)
    {
        List<Segment> segments = [.. SegmentationLattice.SegmentsOf(atoms)];
        byte[] images = new byte[segments.Count * ImageLength];
        bool[] kept = new bool[layout.Map.Pieces.Count + 1];
        for (int i = 0; i < segments.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Mark(kept, atoms, segments[i], true);
            (Plane ink, PixelBox box) = layout.Map.Extract(kept, segments[i].Box);
            CharacterDrawing.Draw(ink, box, network.Framing, images.AsSpan(i * ImageLength, ImageLength));
            Mark(kept, atoms, segments[i], false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        float[] probabilities = new float[segments.Count * classes.Names.Count];
        network.Predict(images, probabilities, segments.Count);
        var candidates = new CharacterCandidate[segments.Count][];
        for (int i = 0; i < segments.Count; i++)
        {
            candidates[i] = classes.Rank(
                probabilities.AsSpan(i * classes.Names.Count, classes.Names.Count), options.Characters);
        }

        return new SegmentationLattice(atoms, segments, candidates, images, layout.CharacterHeight);
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
            CharacterPrediction.Of(lattice.Candidates[i], lattice.Images.AsSpan(i * ImageLength, ImageLength)),
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
