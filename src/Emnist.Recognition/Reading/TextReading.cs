using System.Drawing;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Segmentation;
using Emnist.Recognition.Networks.Inference;

namespace Emnist.Recognition;

/// <summary>
/// Reads a layout: names every span of atoms that may be a character, and takes the best way through each line
/// (segmentation by recognition: Casey and Lecolinet, IEEE PAMI 18(7), 1996, section 4).
/// </summary>
internal sealed class TextReading(InferencePlan plan, CharacterClasses classes, TextLayout layout, ReadTextOptions options)
{
    private const int ImageLength = CharacterNormalizer.Size * CharacterNormalizer.Size;

    /// <summary>A character is made of so many atoms at most.</summary>
    private const int MostAtoms = 4;

    /// <summary>A character of several atoms is no wider than this, in character heights.</summary>
    private const double MostWidth = 1.6;

    /// <summary>Atoms further apart than this, in character heights, are never one character.</summary>
    private const double MostGap = 0.25;

    /// <summary>Words are apart by this much, in character heights, and by so many times the line's usual gap.</summary>
    private const double WordGap = 0.8;
    private const double WordGapRatio = 2.5;

    public RecognizedText Read()
    {
        var chosen = new List<List<RecognizedCharacter>>();
        List<SpanGraph> graphs = [.. layout.Lines.Select(Name)];
        foreach (IReadOnlyList<int> path in SpanGraph.BestPaths(graphs, options.ExpectedCount))
        {
            SpanGraph graph = graphs[chosen.Count];
            chosen.Add([.. path.Select(i => Character(graph, i))]);
        }

        return new RecognizedText([.. chosen.Select(line => new RecognizedLine([.. Words(line)]))]);
    }

    private RecognizedCharacter Character(SpanGraph graph, int i)
    {
        PixelBox box = graph.Spans[i].Box;
        int f = layout.Factor;
        return new RecognizedCharacter(
            CharacterPrediction.Of(graph.Candidates[i], graph.Images.AsSpan(i * ImageLength, ImageLength)),
            Rectangle.FromLTRB(box.Left * f, box.Top * f, box.Right * f, box.Bottom * f));
    }

    /// <summary>Names all spans of a line in one batch.</summary>
    private SpanGraph Name(IReadOnlyList<InkAtom> atoms)
    {
        List<InkSpan> spans = [.. Spans(atoms)];
        byte[] images = new byte[spans.Count * ImageLength];
        bool[] kept = new bool[layout.Map.Pieces.Count + 1];
        for (int i = 0; i < spans.Count; i++)
        {
            Mark(kept, atoms, spans[i], true);
            (Plane ink, PixelBox box) = layout.Map.Extract(kept, spans[i].Box);
            EmnistForm.Draw(ink, box, images.AsSpan(i * ImageLength, ImageLength));
            Mark(kept, atoms, spans[i], false);
        }

        float[] probabilities = new float[spans.Count * classes.Names.Count];
        plan.Predict(images, probabilities, spans.Count);
        var candidates = new CharacterCandidate[spans.Count][];
        for (int i = 0; i < spans.Count; i++)
        {
            candidates[i] = classes.Rank(
                probabilities.AsSpan(i * classes.Names.Count, classes.Names.Count), options.Characters);
        }

        return new SpanGraph(atoms, spans, candidates, images, layout.CharacterHeight);
    }

    private static void Mark(bool[] kept, IReadOnlyList<InkAtom> atoms, InkSpan span, bool value)
    {
        for (int i = span.First; i < span.First + span.Count; i++)
        {
            foreach (int label in atoms[i].Labels)
            {
                kept[label] = value;
            }
        }
    }

    private static IEnumerable<InkSpan> Spans(IReadOnlyList<InkAtom> atoms)
    {
        for (int first = 0; first < atoms.Count; first++)
        {
            PixelBox box = PixelBox.Empty;
            for (int count = 1; count <= Math.Min(MostAtoms, atoms.Count - first); count++)
            {
                InkAtom atom = atoms[first + count - 1];
                bool tooFar = count > 1 && atom.Box.Left - box.Right > MostGap * atom.CharacterHeight;
                box = box.Include(atom.Box);
                if (count > 1 && (tooFar || box.Width > MostWidth * atom.CharacterHeight))
                {
                    break;
                }

                yield return new InkSpan(first, count, box);
            }
        }
    }

    private IEnumerable<RecognizedWord> Words(List<RecognizedCharacter> line)
    {
        int[] gaps = [.. line.Zip(line.Skip(1), (left, right) => right.Bounds.Left - left.Bounds.Right)];
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
