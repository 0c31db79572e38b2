using Emnist.Recognition.Fuzz;

namespace Emnist.Recognition.Tests.Fuzzing;

/// <summary>A run that could not fail would prove nothing.</summary>
public sealed class FuzzRunTests
{
    private static readonly byte[] Good = [1];
    private static readonly byte[] Bad = [2];

    [Fact]
    public void Counts_what_is_read_and_what_is_refused()
    {
        FuzzSummary summary = Run(static input => input == Bad ? null : static () => { }, Good, Bad, Good);

        Assert.Equal((2, 1, null), (summary.Accepted, summary.Refused, summary.Failure));
    }

    [Fact]
    public void Another_exception_is_a_failure() =>
        AssertFails("System.InvalidOperationException: odd", static input => input == Bad ? throw new InvalidOperationException("odd") : null);

    [Fact]
    public void So_is_one_when_what_was_read_is_used() =>
        AssertFails("System.InvalidOperationException: odd", static input => () => Assert.True(input != Bad ? true : throw new InvalidOperationException("odd")));

    [Fact]
    public void So_are_too_many_bytes() =>
        AssertFails("allocated", static input =>
        {
            GC.KeepAlive(new byte[input == Bad ? 2 * Target.Limit : Target.Limit / 2]);
            return null;
        });

    [Fact]
    public void So_is_an_input_that_hangs()
    {
        using var never = new ManualResetEventSlim();
        try
        {
            FuzzFailure failure = Run(
                _ =>
                {
                    never.Wait();
                    return null;
                },
                TimeSpan.FromSeconds(0.3),
                Bad).Failure!;

            Assert.Equal("took longer than 0.3 s", failure.Problem);
            Assert.Same(Bad, failure.Input);
        }
        finally
        {
            never.Set();
        }
    }

    [Fact]
    public void The_same_seed_makes_the_same_inputs_and_another_does_not()
    {
        foreach (FuzzTarget target in FuzzTarget.All.Where(target => target.Seeds.Count > 0))
        {
            byte[][] inputs = [.. MutatedInputs.Of(target, 1, 50)];

            Assert.Equal(inputs, MutatedInputs.Of(target, 1, 50));
            Assert.NotEqual(inputs, MutatedInputs.Of(target, 2, 50));
        }
    }

    private static void AssertFails(string problem, Func<byte[], Action?> read)
    {
        FuzzFailure failure = Run(read, Good, Bad, Good).Failure!;

        Assert.Contains(problem, failure.Problem, StringComparison.Ordinal);
        Assert.Same(Bad, failure.Input);
        Assert.Matches("^test-[0-9a-f]{16}.bin$", failure.FileName);
    }

    // So long that no input is slow: a thread may have to wait for a processor.
    private static FuzzSummary Run(Func<byte[], Action?> read, params byte[][] inputs) => Run(read, TimeSpan.FromMinutes(5), inputs);

    private static FuzzSummary Run(Func<byte[], Action?> read, TimeSpan limit, params byte[][] inputs) =>
        new FuzzRun(new Target(read)) { TimeLimit = limit, UseEvery = 1 }.Run(inputs);

    private sealed class Target(Func<byte[], Action?> read) : FuzzTarget("test", [], ByteMutator.Instance, Limit)
    {
        public const int Limit = 1 << 20;

        public override Action? Read(byte[] input) => read(input);
    }
}
