using System.Runtime.CompilerServices;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training.Backpropagation;

namespace Emnist.Recognition.Training.Tests.Backpropagation;

public class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_part_is_done_once(int threads)
    {
        using var team = new WorkerTeam(threads);
        for (int parts = 0; parts < 50; parts++)
        {
            int[] done = new int[parts];
            team.Run(parts, done, static (done, part) => Interlocked.Increment(ref done[part.Index]));
            Assert.All(done, times => Assert.Equal(1, times));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_item_is_in_one_part_and_every_part_is_called(int threads)
    {
        using var team = new WorkerTeam(threads);
        foreach (int items in (int[])[0, 1, 7, 8, 9, 100])
        {
            (int[] done, int[] called) = (new int[items], new int[8]);
            team.Run(items, 8, (done, called), static (at, part) =>
            {
                Interlocked.Increment(ref at.called[part.Index]);
                for (int item = part.Start; item < part.Start + part.Length; item++)
                {
                    Interlocked.Increment(ref at.done[item]);
                }
            });
            Assert.All(done, times => Assert.Equal(1, times));
            Assert.All(called, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void A_part_finds_its_rows_of_a_buffer()
    {
        var buffer = new AlignedBuffer(4 * 3);
        new Part(1, 2, 2).Rows(buffer, 3).Fill(1);

        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1], buffer.Span.ToArray());
    }

    // The team keeps a place for each type of state; calls of one type must not see the state of the call before.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Each_call_sees_its_own_state(int threads)
    {
        using var team = new WorkerTeam(threads);
        for (int round = 1; round < 50; round++)
        {
            long[] sums = new long[3];
            team.Run(20, (sums, round), static (at, _) => Interlocked.Add(ref at.sums[0], at.round));
            team.Run(20, (sums, (long)round * 100), static (at, _) => Interlocked.Add(ref at.sums[1], at.Item2));
            team.Run(20, (sums, 2 * round), static (at, _) => Interlocked.Add(ref at.sums[2], at.Item2));
            Assert.Equal([20L * round, 2000L * round, 40L * round], sums);
        }
    }

    // Waiting for a thread that has no processor may allocate; a call that did would do so every time.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_call_allocates_nothing_in_the_steady_state(int threads)
    {
        using var team = new WorkerTeam(threads);
        int[] done = new int[10];
        long Allocated()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            team.Run(100, 10, (done, team, 2L), static (at, part) => Interlocked.Increment(ref at.done[part.Index]));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, Enumerable.Range(0, 100).Select(_ => Allocated()).Min());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_team_keeps_no_state_alive(bool failing)
    {
        using var team = new WorkerTeam(2);

        [MethodImpl(MethodImplOptions.NoInlining)]
        WeakReference Run()
        {
            object state = new();
            Exception? failure = Record.Exception(() => team.Run(4, (state, failing), static (at, _) =>
            {
                if (at.failing)
                {
                    throw new InvalidDataException();
                }
            }));
            Assert.Equal(failing, failure is not null);
            return new WeakReference(state);
        }

        WeakReference state = Run();

        AssertDies(state);
    }

    [Fact]
    public void A_team_of_any_number_has_a_thread_for_each_part()
    {
        using var team = new WorkerTeam(int.MaxValue);
        using var all = new Barrier(5);

        team.Run(5, all, static (all, _) => Assert.True(all.SignalAndWait(TimeSpan.FromMinutes(1))));
    }

    // A thread would keep its team alive.
    [Fact]
    public void A_team_that_never_worked_needs_no_disposal()
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Create() => new(new WorkerTeam(3));

        WeakReference team = Create();

        AssertDies(team);
    }

    [Fact]
    public void The_exception_of_a_part_reaches_the_caller_and_the_team_goes_on()
    {
        using var team = new WorkerTeam(3);
        for (int round = 0; round < 20; round++)
        {
            Assert.Throws<InvalidDataException>(() => team.Run(10, 7, static (failing, part) =>
            {
                if (part.Index == failing)
                {
                    throw new InvalidDataException();
                }
            }));
            int[] done = new int[1];
            team.Run(10, done, static (done, _) => Interlocked.Increment(ref done[0]));
            Assert.Equal(10, done[0]);
        }
    }

    [Fact]
    public void Pieces_cover_a_range_without_overlap()
    {
        foreach (int total in (int[])[0, 1, 7, 8, 100])
        {
            int next = 0;
            for (int piece = 0; piece < 8; piece++)
            {
                (int start, int length) = Partition.Range(total, 8, piece);
                Assert.Equal(next, start);
                next += length;
            }

            Assert.Equal(total, next);
        }
    }

    // A helper has said that its part is done and may yet wait for a processor to leave it, the state in its hands.
    private static void AssertDies(WeakReference reference) => Assert.True(SpinWait.SpinUntil(
        () =>
        {
            GC.Collect();
            return !reference.IsAlive;
        },
        TimeSpan.FromMinutes(1)));
}
