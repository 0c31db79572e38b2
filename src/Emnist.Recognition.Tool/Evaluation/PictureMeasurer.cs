using System.Diagnostics;
using Emnist.Recognition.Tool.Progress;
using Emnist.Recognition.Tool.Reading;
using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Tool.Evaluation;

/// <summary>Reads labelled pictures and compares the answers with the labels.</summary>
internal sealed class PictureMeasurer(CharacterReader reader, CharacterGroups groups, ToolConsole console)
{
    /// <exception cref="ToolException">No picture can be read, or there are too many pictures or classes.</exception>
    public Measurement Measure(IPictureSource source, CancellationToken cancellationToken)
    {
        var classes = new FoldedClasses(reader.Answers, source.Labels, groups) { TellsNone = reader.TellsNonCharacters };
        if ((long)source.Labels.Count * classes.Names.Count > Array.MaxLength)
        {
            throw new ToolException(
                $"{source.Labels.Count} pictures of {classes.Names.Count} classes are too many to measure at once: at most "
                + $"{Array.MaxLength / classes.Names.Count} are possible.");
        }

        LabelHints.NoteUnanswerable(classes, reader, source.Labels, groups, console);
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
        int columns = classes.Names.Count - (unnamed > 0 || classes.NoneIsNamed || classes.TellsNone ? 0 : 1);
        List<string> names = [];
        int count = LeaveOut(faults, i =>
        {
            labels[i.To] = labels[i.From];
            images[i.To] = images[i.From];
            Row(i.From)[..columns].CopyTo(probabilities.AsSpan(i.To * columns));
            if (source.NameOf(i.From) is { } name)
            {
                names.Add(name);
            }
        });
        NoteUnnamed(unnamed);
        var metrics = ClassificationMetrics.Compute(
            labels.AsSpan(0, count), probabilities.AsSpan(0, count * columns), [.. classes.Names.Take(columns)]);
        LabelHints.NoteOtherAnswers(metrics, groups, reader, console);
        return new Measurement(metrics, images, names, labels.Length - count, unnamed, duration);

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

    private void NoteUnnamed(int unnamed)
    {
        if (unnamed > 0)
        {
            console.Note($"pictures that are blank or show no character, and so are taken for \"{FoldedClasses.None}\": {unnamed}");
        }
    }
}
