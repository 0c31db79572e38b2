using System.Runtime.ExceptionServices;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// Loops by <see cref="Parallel"/>, whose exceptions come out as they are, on however many threads.
/// </summary>
internal static class ParallelWork
{
    /// <summary>Runs a loop.</summary>
    /// <param name="loop">A call of <see cref="Parallel"/>.</param>
    /// <remarks>Of several exceptions the first that was noted is thrown.</remarks>
    public static void Run(Action loop)
    {
        try
        {
            loop();
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
