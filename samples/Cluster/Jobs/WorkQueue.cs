namespace Cluster.Jobs;

/// <summary>
/// What of a job is to be read, who reads it, and what was answered. Work that a reader does not deliver, since its silo died or for
/// too long, is handed out again, picture by picture; so is a picture that could not be had, preferably to another silo. What has been
/// tried three times is set aside with its fault. A picture's first answer stays.
/// </summary>
/// <param name="tried">What an earlier queue of the same job had handed out.</param>
internal sealed class WorkQueue(IEnumerable<TriedPictures> tried)
{
    public const int MaxTries = 3;

    /// <summary>Far more than any work within the decoder's limits takes.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>When a silo may try again what it could not have; another may at once.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Bounds what is sent to the client at a time.</summary>
    private const int MaxReported = 64;

    private readonly Dictionary<int, QueuedChunk> _chunks = [];
    private readonly LinkedList<Part> _waiting = [];
    private readonly Dictionary<Reader, Loan> _loans = [];

    /// <summary>Of pictures that the client has not submitted again yet.</summary>
    private readonly Dictionary<(int Chunk, int Place), int> _tries = tried
        .SelectMany(static pictures => pictures.Places.Select(place => ((pictures.Chunk, place), pictures.Tries)))
        .ToDictionary(static known => known.Item1, static known => known.Tries);

    /// <summary>The chunks that were added and not yet forgotten.</summary>
    public IReadOnlyList<int> Held => [.. _chunks.Keys];

    /// <summary>Chunks whose pictures are all answered.</summary>
    public IReadOnlyList<AnsweredChunk> Answered =>
        [.. _chunks.Values.Where(static chunk => chunk.IsAnswered).Take(MaxReported).Select(static chunk => chunk.ToAnswer())];

    /// <summary>What was handed out and has no answer.</summary>
    public List<TriedPictures> Tried =>
    [
        .. _loans.Values.Select(static loan => loan.Part).Concat(_waiting).Where(static part => part.Tries > 0)
            .Select(static part => new TriedPictures(part.Chunk.Number, part.Places, part.Tries)),
        .. _tries.Select(static known => new TriedPictures(known.Key.Chunk, [known.Key.Place], known.Value)),
    ];

    /// <summary>Adds those that it does not have yet.</summary>
    public void Add(IReadOnlyList<Chunk> chunks)
    {
        foreach (Chunk added in chunks)
        {
            var chunk = new QueuedChunk(added);
            if (!_chunks.TryAdd(added.Number, chunk))
            {
                continue;
            }

            int[] places = [.. Enumerable.Range(0, added.Pictures.Count)];
            foreach (IGrouping<int, int> alike in places.GroupBy(place => _tries.Remove((added.Number, place), out int tries) ? tries : 0))
            {
                if (alike.Key == 0)
                {
                    _waiting.AddLast(new Part(chunk, [.. alike], 0));
                }
                else
                {
                    Retry(chunk, alike, alike.Key);
                }
            }
        }
    }

    public void Forget(IReadOnlyList<int> chunks)
    {
        foreach (int number in chunks)
        {
            _chunks.Remove(number);
        }
    }

    /// <summary>Lends work to a reader. One that asks has nothing: what it had before was lost on the way.</summary>
    public Work? Take(Reader reader, DateTime now)
    {
        TakeBack(reader);
        for (LinkedListNode<Part>? node = _waiting.First; node is not null; node = node.Next)
        {
            if (node.Value.FailedAt == reader.Silo && now < node.Value.Failed + RetryDelay)
            {
                continue;
            }

            _waiting.Remove(node);
            Part part = node.Value with { Tries = node.Value.Tries + 1 };
            string[] pictures = [.. part.Places.Select(place => part.Chunk.Pictures[place])];
            var work = new Work(Guid.NewGuid(), part.Chunk.Number, part.Places, pictures);
            _loans.Add(reader, new Loan(work.Id, part, now));
            return work;
        }

        return null;
    }

    /// <summary>Undoes that work was lent, of which the reader has heard nothing.</summary>
    public void PutBack(Reader reader)
    {
        if (_loans.Remove(reader, out Loan? loan))
        {
            _waiting.AddFirst(loan.Part with { Tries = loan.Part.Tries - 1 });
        }
    }

    /// <summary>
    /// Takes answers, also from a reader that was thought to be dead; then another may have the same work, and the first to deliver it
    /// counts.
    /// </summary>
    public void Deliver(Reader reader, Work work, IReadOnlyList<PictureAnswer> answers, DateTime now)
    {
        int? tries = null;
        if (_loans.TryGetValue(reader, out Loan? loan) && loan.Id == work.Id)
        {
            _loans.Remove(reader);
            tries = loan.Part.Tries;
        }

        if (!_chunks.TryGetValue(work.Chunk, out QueuedChunk? chunk))
        {
            return;
        }

        for (int i = 0; i < answers.Count; i++)
        {
            int place = work.Places[i];
            if (!answers[i].MayPass || tries >= MaxTries)
            {
                chunk.Answer(place, answers[i].Line);
            }
            else if (tries is { } failed && !chunk.Has(place))
            {
                _waiting.AddLast(new Part(chunk, [place], failed) { FailedAt = reader.Silo, Failed = now });
            }
        }
    }

    /// <summary>Takes back what readers have whose silos are dead, or who are stuck.</summary>
    public void TakeBack(Func<SiloAddress, bool> isDead, DateTime now)
    {
        Reader[] lost = [.. _loans.Where(lent => now - lent.Value.Since > Limit || isDead(lent.Key.Silo)).Select(static lent => lent.Key)];
        Array.ForEach(lost, TakeBack);
    }

    private void TakeBack(Reader reader)
    {
        if (_loans.Remove(reader, out Loan? loan))
        {
            Retry(loan.Part.Chunk, loan.Part.Places, loan.Part.Tries);
        }
    }

    /// <summary>One by one, so that of pictures that were read together the guilty one shows.</summary>
    private void Retry(QueuedChunk chunk, IEnumerable<int> places, int tries)
    {
        foreach (int place in places.Where(place => !chunk.Has(place)))
        {
            if (tries < MaxTries)
            {
                _waiting.AddLast(new Part(chunk, [place], tries));
            }
            else
            {
                chunk.Answer(place, AnswerLine.OfFault(chunk.Pictures[place], $"given up after {tries} tries: who read it ended or hung."));
            }
        }
    }

    private sealed record Part(QueuedChunk Chunk, int[] Places, int Tries)
    {
        /// <summary>The silo that could not have the picture.</summary>
        public SiloAddress? FailedAt { get; init; }

        public DateTime Failed { get; init; }
    }

    private sealed record Loan(Guid Id, Part Part, DateTime Since);
}
