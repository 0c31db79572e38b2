namespace Emnist.Recognition.Fuzz;

/// <summary>What a run came to.</summary>
internal sealed record FuzzSummary
{
    /// <summary>Inputs that were read although damaged.</summary>
    public int Accepted { get; init; }

    /// <summary>Inputs that were refused as documented.</summary>
    public int Refused { get; init; }

    /// <summary>The most bytes allocated while one input was read.</summary>
    public long MostBytes { get; init; }

    /// <summary>The longest that one input took, and what was then tried with it.</summary>
    public TimeSpan LongestTime { get; init; }

    /// <summary>What ended the run, or null where nothing did.</summary>
    public FuzzFailure? Failure { get; init; }

    public override string ToString() =>
        $"{Accepted + Refused:N0} cases: {Accepted:N0} read, {Refused:N0} refused; "
        + $"at most {MostBytes / 1048576.0:N1} MiB and {LongestTime.TotalMilliseconds:N0} ms";
}
