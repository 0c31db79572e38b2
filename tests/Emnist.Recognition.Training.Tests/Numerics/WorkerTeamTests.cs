using System.Runtime.CompilerServices;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training.Numerics;

namespace Emnist.Recognition.Training.Tests.Numerics;

public class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_piece_is_done_once(int threads)
    {
        using var team = new WorkerTeam(threads);
        for (int pieces = 0; pieces < 50; pieces++)
        {
            int[] done = new int[pieces];
            team.Run(pieces, piece => Interlocked.Increment(ref done[piece]));
            Assert.All(done, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void A_team_of_any_number_has_a_thread_for_each_piece()
    {
        using var team = new WorkerTeam(int.MaxValue);
        using var all = new Barrier(5);

        team.Run(5, _ => Assert.True(all.SignalAndWait(TimeSpan.FromMinutes(1))));
    }

    // A thread would keep its team alive.
    [Fact]
    public void A_team_that_never_worked_needs_no_disposal()
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Create() => new(new WorkerTeam(3));

        WeakReference team = Create();
        GC.Collect();

        Assert.False(team.IsAlive);
    }

    [Fact]
    public void The_exception_of_a_piece_reaches_the_caller_and_the_team_goes_on()
    {
        using var team = new WorkerTeam(3);
        for (int round = 0; round < 20; round++)
        {
            Assert.Throws<InvalidDataException>(() => team.Run(10, piece =>
            {
                if (piece == 7)
                {
                    throw new InvalidDataException();
                }
            }));
            int done = 0;
            team.Run(10, _ => Interlocked.Increment(ref done));
            Assert.Equal(10, done);
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
}
