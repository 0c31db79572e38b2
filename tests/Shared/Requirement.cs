namespace Emnist.Recognition.Tests;

/// <summary>What a test needs beyond the SDK: where it is absent the test is skipped, but not in CI, where absence is a failure.</summary>
internal static class Requirement
{
    /// <summary>The reason to skip a test, and a name with the reason in it: the console shows names and not reasons.</summary>
    /// <param name="isMet">Whether what the test needs is there.</param>
    /// <param name="absence">What is absent, and how to get it.</param>
    /// <param name="test">The test's name.</param>
    public static (string? Skip, string? DisplayName) Of(bool isMet, string absence, string test) =>
        isMet || Environment.GetEnvironmentVariable("CI") == "true" ? (null, null) : (absence, $"{test}: {absence}");
}
