using Emnist.Recognition.Fuzz;

namespace Emnist.Recognition.Tests.Fuzzing;

/// <summary>A short run of what fuzz/ does at length, and the inputs that failed or cost most there.</summary>
public sealed class FuzzTests
{
    private const int Mutations = 2000;

    /// <summary>A hang is none while the other tests have the processors: more than the fuzzing by itself allows.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    private static readonly string Regressions =
        Path.Combine(TestData.RepositoryRoot, "tests", "Emnist.Recognition.Tests", "Fuzzing", "Regressions");

    public static TheoryData<string> Formats => [.. FuzzTarget.All.Where(target => target.Seeds.Count > 0).Select(target => target.Name)];

    public static TheoryData<string> Inputs => [.. Directory.GetFiles(Regressions, "*.bin").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Damaged_files_are_read_or_refused(string format)
    {
        FuzzTarget target = Target(format);

        FuzzSummary summary = new FuzzRun(target) { TimeLimit = TimeLimit }.Run(MutatedInputs.Of(target, seed: 1, Mutations));

        Assert.True(summary.Failure is null, $"{summary.Failure?.Problem}\n{summary.Failure?.Save(Path.Combine("runs", "fuzz"))}");
        Assert.Equal(Mutations, summary.Accepted + summary.Refused);
        Assert.InRange(summary.Accepted, Mutations / 50, Mutations * 49 / 50);
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Recorded_inputs_are_read_or_refused(string fileName)
    {
        FuzzTarget target = Target(fileName.Split('-')[0]);
        byte[] input = File.ReadAllBytes(Path.Combine(Regressions, fileName));

        Assert.Null(new FuzzRun(target) { UseEvery = 1, TimeLimit = TimeLimit }.Run([input]).Failure);
        Assert.Equal(fileName, new FuzzFailure(target.Name, input, "").FileName);
    }

    private static FuzzTarget Target(string format) => FuzzTarget.All.Single(target => target.Name == format);
}
