using System.Net;
using System.Text;
using Cluster.Jobs;

namespace Cluster.Tests;

/// <summary>Who reads what and when, without silos that would have to die.</summary>
public sealed class WorkQueueTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly Chunk Three = new(7, ["a", "killer", "c"]);

    [Fact]
    public void A_picture_that_three_silos_died_with_is_set_aside_and_its_neighbours_are_answered()
    {
        var queue = new WorkQueue([]);
        queue.Add([Three]);
        for (int silo = 1; silo <= WorkQueue.MaxTries; silo++)
        {
            Reader reader = new(Silo(silo), 0);
            while (queue.Take(reader, Start) is { } work)
            {
                if (work.Pictures.Contains("killer"))
                {
                    queue.TakeBack(dead => dead.Equals(reader.Silo), Start);
                    break;
                }

                queue.Deliver(reader, work, Answers(work), Start);
            }
        }

        // The neighbours were behind it.
        Reader last = new(Silo(9), 0);
        while (queue.Take(last, Start) is { } work)
        {
            queue.Deliver(last, work, Answers(work), Start);
        }

        AnsweredChunk answered = Assert.Single(queue.Answered);
        Assert.Equal(["a!", "c!"], [answered.Lines[0], answered.Lines[2]]);
        Assert.Equal(
            """{"file":"killer","status":"Unreadable","error":"given up after 3 tries: who read it ended or hung."}""", answered.Lines[1]);
        Assert.Empty(queue.Tried);
    }

    [Fact]
    public void What_was_tried_is_known_to_the_queue_of_another_silo()
    {
        var first = new WorkQueue([]);
        first.Add([Three]);
        first.Take(new Reader(Silo(1), 0), Start);

        var second = new WorkQueue(first.Tried);
        Assert.Empty(second.Held);
        AssertTriedOnce();
        second.Add([Three]);
        AssertTriedOnce();

        void AssertTriedOnce()
        {
            Assert.Equal([0, 1, 2], second.Tried.SelectMany(static pictures => pictures.Places));
            Assert.All(second.Tried, static pictures => Assert.Equal((7, 1), (pictures.Chunk, pictures.Tries)));
        }
    }

    [Fact]
    public void A_picture_that_one_silo_cannot_have_is_another_s_at_once_and_its_own_after_a_while()
    {
        var queue = new WorkQueue([]);
        queue.Add([new Chunk(0, ["a"])]);
        Reader one = new(Silo(1), 0);
        Fail(one, Start);

        Assert.Null(queue.Take(one, Start));
        Reader other = new(Silo(2), 0);
        Fail(other, Start);
        Assert.Empty(queue.Answered);
        Fail(other, Start + WorkQueue.RetryDelay);

        Assert.Equal(["no a"], Assert.Single(queue.Answered).Lines);

        void Fail(Reader reader, DateTime now)
        {
            Work work = queue.Take(reader, now)!;
            queue.Deliver(reader, work, [new PictureAnswer("no a", MayPass: true)], now);
        }
    }

    [Fact]
    public void Work_is_taken_back_from_who_hangs_and_from_who_asks_again_and_what_comes_late_counts_where_it_is_first()
    {
        var queue = new WorkQueue([]);
        queue.Add([new Chunk(0, ["a"])]);
        Reader slow = new(Silo(1), 0);
        Reader quick = new(Silo(2), 0);
        Work late = queue.Take(slow, Start)!;
        Assert.Null(queue.Take(quick, Start));
        queue.TakeBack(static _ => false, Start + WorkQueue.Limit);
        Assert.Null(queue.Take(quick, Start));
        queue.TakeBack(static _ => false, Start + WorkQueue.Limit + TimeSpan.FromSeconds(1));
        Work again = queue.Take(quick, Start)!;
        Assert.Equal(again.Pictures, queue.Take(quick, Start)!.Pictures);

        queue.Deliver(slow, late, [new PictureAnswer("late", MayPass: false)], Start);
        queue.Deliver(quick, again, [new PictureAnswer("again", MayPass: false)], Start);

        Assert.Equal(["late"], Assert.Single(queue.Answered).Lines);
        queue.Forget([0]);
        queue.Deliver(quick, again, [new PictureAnswer("again", MayPass: false)], Start);
        Assert.Empty(queue.Held);
    }

    /// <summary>Silos die, hang, lose messages, deliver late and twice, and the queue itself dies, at random.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_happens_every_picture_gets_one_answer(int seed)
    {
        var draw = new Random(seed);
        for (int round = 0; round < 100; round++)
        {
            List<Chunk> outstanding =
                [.. Enumerable.Range(0, 6).Select(static n => new Chunk(n, [.. Enumerable.Range(0, 4).Select(i => $"{n}.{i}")]))];
            var output = new List<string>();
            var dead = new HashSet<SiloAddress>();
            var late = new List<(Reader, Work)>();
            var queue = new WorkQueue([]);
            DateTime now = Start;
            for (int step = 0; outstanding.Count > 0; step++)
            {
                Assert.True(step < 5000, $"seed {seed}, round {round}: no end");
                now += TimeSpan.FromSeconds(draw.Next(3));

                // Troubles cease in the end, as they do where a job gets done.
                int what = draw.Next(step < 200 ? 10 : 3);
                Reader reader = new(Silo(1 + draw.Next(4) + (10 * dead.Count)), draw.Next(2));
                if (what == 3)
                {
                    dead.Add(reader.Silo);
                }
                else if (what == 4)
                {
                    queue = new WorkQueue(queue.Tried);
                }
                else if (what == 5 && late.Count > 0)
                {
                    (Reader who, Work old) = late[draw.Next(late.Count)];
                    queue.Deliver(who, old, Answers(old), now);
                }
                else if (queue.Take(reader, now) is { } work)
                {
                    if (what >= 7)
                    {
                        late.Add((reader, work));
                    }
                    else
                    {
                        queue.Deliver(reader, work, what == 6 ? Failures(work) : Answers(work), now);
                    }
                }

                queue.TakeBack(dead.Contains, now);
                queue.Add([.. outstanding.ExceptBy(queue.Held, static chunk => chunk.Number)]);
                foreach (AnsweredChunk answered in queue.Answered)
                {
                    if (outstanding.RemoveAll(chunk => chunk.Number == answered.Number) > 0)
                    {
                        output.AddRange(answered.Lines);
                    }
                }

                queue.Forget([.. queue.Held.Except(outstanding.Select(static chunk => chunk.Number))]);
            }

            // An answer is the name and a mark; what was set aside has a line of its own.
            IEnumerable<string> told = output.Select(static line =>
                line.StartsWith('{') ? AnswerLine.Parse(Encoding.UTF8.GetBytes(line)).File : line[..3]);
            Assert.Equal(Enumerable.Range(0, 24).Select(static i => $"{i / 4}.{i % 4}"), told.Order(StringComparer.Ordinal));
        }
    }

    private static SiloAddress Silo(int number) => SiloAddress.New(IPAddress.Loopback, 1000 + number, number);

    private static PictureAnswer[] Answers(Work work) =>
        [.. work.Pictures.Select(static name => new PictureAnswer($"{name}!", MayPass: false))];

    private static PictureAnswer[] Failures(Work work) =>
        [.. work.Pictures.Select(static name => new PictureAnswer($"{name}?", MayPass: true))];
}
