namespace Emnist.Recognition.Tests;

/// <summary>
/// What calls allocate on the caller's thread. The least of many calls counts: the runtime itself may allocate in a call or two, and
/// so may a pool that other tests share.
/// </summary>
internal static class Allocations
{
    private const int Calls = 100;

    /// <summary>Fails where every call allocates.</summary>
    public static void AssertNone(Action action) => Assert.Equal(0, Enumerable.Range(0, Calls).Min(_ => Of(action)));

    /// <summary>
    /// The least that a call of each allocates. They are called in turns: what both call allocates less once the runtime has compiled it
    /// anew, which it may do at any moment.
    /// </summary>
    public static (long First, long Second) Least(Action first, Action second)
    {
        (long leastOfFirst, long leastOfSecond) = (long.MaxValue, long.MaxValue);
        for (int call = 0; call < Calls; call++)
        {
            leastOfFirst = Math.Min(leastOfFirst, Of(first));
            leastOfSecond = Math.Min(leastOfSecond, Of(second));
        }

        return (leastOfFirst, leastOfSecond);
    }

    private static long Of(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
