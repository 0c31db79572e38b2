using System.Collections.Concurrent;
using Emnist.Recognition.Tool.Reading;

namespace Emnist.Recognition.Tool.Tests.Reading;

public sealed class OrderedWorkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public void Results_come_in_the_order_of_the_items_whichever_is_done_first()
    {
        IEnumerable<int> results = OrderedWork.Run(
            Enumerable.Range(0, 200),
            static i =>
            {
                Thread.Sleep(i % 7 == 0 ? 5 : 0);
                return 2 * i;
            },
            CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 200).Select(static i => 2 * i), results);
    }

    [Fact]
    public void Few_items_are_taken_ahead_of_the_results()
    {
        int taken = 0;
        int ahead = 0;
        int count = 0;
        foreach (int result in OrderedWork.Run(Items(), static i => i, CancellationToken.None))
        {
            Thread.Sleep(count % 100 == 0 ? 20 : 0);
            ahead = Math.Max(ahead, Volatile.Read(ref taken) - ++count);
        }

        Assert.Equal(2_000, count);
        Assert.InRange(ahead, 1, 20 * Environment.ProcessorCount);

        IEnumerable<int> Items()
        {
            for (int i = 0; i < 2_000; i++)
            {
                Interlocked.Increment(ref taken);
                yield return i;
            }
        }
    }

    [Fact]
    public async Task A_result_does_not_wait_for_the_next_item()
    {
        using var items = new BlockingCollection<int>();
        using IEnumerator<int> results = OrderedWork.Run(items.GetConsumingEnumerable(), static i => i, CancellationToken.None).GetEnumerator();
        for (int i = 0; i < 20; i++)
        {
            items.Add(i);

            Assert.True(await Task.Run(results.MoveNext).WaitAsync(Patience));
            Assert.Equal(i, results.Current);
        }

        items.CompleteAdding();
        Assert.False(results.MoveNext());
    }

    [Fact]
    public void What_items_or_the_work_throw_comes_at_its_place()
    {
        AssertBreaksAfterFirst(OrderedWork.Run(Broken(), static i => i, CancellationToken.None));
        AssertBreaksAfterFirst(OrderedWork.Run([0, 1, 2], static i => i == 1 ? throw new InvalidDataException() : i, CancellationToken.None));

        static IEnumerable<int> Broken()
        {
            yield return 0;
            throw new InvalidDataException();
        }

        static void AssertBreaksAfterFirst(IEnumerable<int> results)
        {
            using IEnumerator<int> enumerator = results.GetEnumerator();
            Assert.True(enumerator.MoveNext());
            Assert.Throws<InvalidDataException>(() => enumerator.MoveNext());
        }
    }
}
