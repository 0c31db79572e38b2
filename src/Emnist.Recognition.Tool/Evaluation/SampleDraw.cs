using System.Collections.Concurrent;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Tool.Reading;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Tool.Evaluation;

/// <summary>Draws pictures at random and reads them; the same seed draws the same ones.</summary>
internal sealed class SampleDraw(CharacterReader reader, CharacterGroups groups, ToolConsole console)
{
    /// <summary>Pictures that are read at once where only the mistakes among them are wanted.</summary>
    private const int Batch = 256;

    /// <summary>Draws until there are as many as wanted, or no more.</summary>
    /// <exception cref="ToolException">No picture can be read.</exception>
    public IReadOnlyList<DrawnSample> Draw(
        IPictureSource source, int count, int seed, bool mistakesOnly, CancellationToken cancellationToken)
    {
        int[] order = [.. Enumerable.Range(0, source.Count)];
        new Random(seed).Shuffle(order);
        List<DrawnSample> drawn = [];
        int read = 0;
        for (int next = 0; drawn.Count < count && next < order.Length;)
        {
            int[] chunk = [.. order.Skip(next).Take(mistakesOnly ? Batch : count - drawn.Count)];
            next += chunk.Length;
            foreach (DrawnSample sample in Read(source, chunk, cancellationToken))
            {
                read++;
                if (drawn.Count < count && (sample.Image.IsMistake || !mistakesOnly))
                {
                    drawn.Add(sample);
                }
            }
        }

        return read > 0 ? drawn : throw new ToolException($"none of the {source.Count} pictures can be read.");
    }

    /// <summary>Reads pictures on all cores, and gives those that can be read, in their order.</summary>
    private IEnumerable<DrawnSample> Read(IPictureSource source, int[] indices, CancellationToken cancellationToken)
    {
        var samples = new DrawnSample?[indices.Length];
        var faults = new ConcurrentDictionary<int, string>();
        Parallel.For(0, indices.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            try
            {
                samples[i] = Read(source, indices[i]);
            }
            catch (UnreadablePictureException e)
            {
                faults[i] = e.Message;
            }
        });
        foreach ((_, string fault) in faults.OrderBy(static fault => fault.Key))
        {
            console.Note($"skipped {fault}");
        }

        return samples.OfType<DrawnSample>();
    }

    private DrawnSample Read(IPictureSource source, int index)
    {
        PictureReading reading = source.Read(index, reader);
        CharacterCandidate? answer = reading.Candidates.Count > 0 ? reading.Candidates[0] : null;
        string? truth = source.Labels.Count > 0 ? source.Labels[index] : null;
        return new DrawnSample(source.NameOf(index) ?? $"{index}", new SampleImage(CharacterNormalizer.Size, reading.Image)
        {
            Name = source.NameOf(index),
            Truth = truth,
            Answer = answer?.Character,
            Confidence = answer?.Confidence,
            IsMistake = truth is not null && groups.NameOf(answer?.Character ?? FoldedClasses.None) != groups.NameOf(truth),
        });
    }
}

/// <summary>A picture that was drawn.</summary>
/// <param name="Name">Its file, or its place in the set, from 0.</param>
/// <param name="Image">What the network saw, and what it made of it.</param>
internal sealed record DrawnSample(string Name, SampleImage Image);
