using Cluster.Jobs;

namespace Cluster.Submitting;

/// <summary>Submits pictures chunk by chunk, a bounded number at a time, and writes each chunk's answers once.</summary>
internal sealed class JobClient(IClusterClient cluster)
{
    private const int PicturesPerChunk = 32;
    private const int ChunksAtATime = 256;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <exception cref="TimeoutException">The cluster does not answer.</exception>
    public async Task RunAsync(
        IReadOnlyList<string> pictures, AnswerFile answers, IProgress<int> progress, CancellationToken cancellationToken)
    {
        IJob job = cluster.GetGrain<IJob>($"{Guid.NewGuid():n}");
        try
        {
            var outstanding = new Dictionary<int, Chunk>();
            var written = new List<int>();
            JobReport report = new([], []);
            IEnumerable<Chunk> all = pictures.Chunk(PicturesPerChunk).Select(static (names, number) => new Chunk(number, names));
            using IEnumerator<Chunk> chunks = all.GetEnumerator();
            while (Fill(outstanding, chunks))
            {
                Chunk[] unknown = [.. outstanding.Values.ExceptBy(report.Held, static chunk => chunk.Number)];
                report = await Patience.AskAsync(() => job.Exchange(unknown, written), cancellationToken);
                written.Clear();
                foreach (AnsweredChunk answered in report.Answered)
                {
                    if (outstanding.Remove(answered.Number))
                    {
                        answers.Append(answered.Lines);
                        progress.Report(answered.Lines.Count);
                    }

                    written.Add(answered.Number);
                }

                if (report.Answered.Count == 0)
                {
                    await Task.Delay(Interval, cancellationToken);
                }
            }
        }
        finally
        {
            // A job that cannot be closed is given up by the silos themselves.
            await Patience.TryAsync(job.Close());
        }
    }

    /// <returns>Whether there is anything to wait for.</returns>
    private static bool Fill(Dictionary<int, Chunk> outstanding, IEnumerator<Chunk> chunks)
    {
        while (outstanding.Count < ChunksAtATime && chunks.MoveNext())
        {
            outstanding.Add(chunks.Current.Number, chunks.Current);
        }

        return outstanding.Count > 0;
    }
}
