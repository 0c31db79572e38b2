using System.Diagnostics;
using Emnist.Recognition.Tool.Progress;
using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Tool.Evaluation;

/// <summary>Reads labelled pictures and compares the answers with the labels.</summary>
internal sealed class PictureMeasurer(CharacterReader reader, CharacterGroups groups, ToolConsole console)
{
    /// <exception cref="ToolException">No picture can be read, or there are too many pictures or classes.</exception>
    public Measurement Measure(IPictureSource source, CancellationToken cancellationToken)
    {
        var classes = new FoldedClasses(reader.Answers, source.Labels, groups);
        if ((long)source.Labels.Count * classes.Names.Count > Array.MaxLength)
        {
            throw new ToolException(
                $"{source.Labels.Count} pictures of {classes.Names.Count} classes are too many to measure at once: at most {Array.MaxLength / classes.Names.Count} are possible.");
        }

        NoteUnanswerable(classes, source.Labels);
        int[] labels = [.. source.Labels.Select(classes.IndexOf)];
        float[] probabilities = new float[labels.Length * classes.Names.Count];
        var images = new ReadOnlyMemory<byte>[labels.Length];
        var faults = new string?[labels.Length];
        int unnamed = 0;
        long start = Stopwatch.GetTimestamp();
        using (var progress = new PictureProgress(console, labels.Length))
        {
            Parallel.For(0, labels.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            {
                try
                {
                    PictureReading reading = source.Read(i, reader);
                    classes.Fold(reading.Candidates, labels[i], Row(i));
                    images[i] = reading.Image;
                    if (reading.Candidates.Count == 0)
                    {
                        Interlocked.Increment(ref unnamed);
                    }
                }
                catch (UnreadablePictureException e)
                {
                    faults[i] = e.Message;
                }

                progress.Advance();
            });
        }

        TimeSpan duration = Stopwatch.GetElapsedTime(start);
        int count = LeaveOut(faults, i =>
        {
            labels[i.To] = labels[i.From];
            images[i.To] = images[i.From];
            Row(i.From).CopyTo(Row(i.To));
        });
        NoteUnnamed(unnamed);
        var metrics = ClassificationMetrics.Compute(
            labels.AsSpan(0, count), probabilities.AsSpan(0, count * classes.Names.Count), classes.Names);
        return new Measurement(metrics, images, labels.Length - count, unnamed, duration);

        Span<float> Row(int index) => probabilities.AsSpan(index * classes.Names.Count, classes.Names.Count);
    }

    /// <summary>Closes the gaps of the pictures that cannot be read.</summary>
    /// <returns>The number of those that are left.</returns>
    private int LeaveOut(string?[] faults, Action<(int From, int To)> move)
    {
        int count = 0;
        for (int i = 0; i < faults.Length; i++)
        {
            if (faults[i] is { } fault)
            {
                console.Note($"skipped {fault}");
            }
            else
            {
                move((i, count++));
            }
        }

        return count > 0 ? count : throw new ToolException($"none of the {faults.Length} pictures can be read.");
    }

    private void NoteUnanswerable(FoldedClasses classes, IReadOnlyList<string> labels)
    {
        if (classes.Unanswerable.Count > 0)
        {
            HashSet<string> unanswerable = [.. classes.Unanswerable];
            console.Note(
                $"labels that the model cannot answer, so that their {labels.Count(unanswerable.Contains)} of {labels.Count} pictures "
                + $"count as wrong: {string.Join(' ', classes.Unanswerable)}");
        }
    }

    private void NoteUnnamed(int unnamed)
    {
        if (unnamed > 0)
        {
            console.Note($"pictures that are blank or show no character, and count as wrong: {unnamed}");
        }
    }
}
