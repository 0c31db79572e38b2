using SharpFuzz;

namespace Emnist.Recognition.Fuzz;

/// <summary>Fuzzing by coverage: AFL++ makes the inputs, and keeps those that reach code that none before them did.</summary>
internal static class Coverage
{
    /// <summary>Writes the sound files of a target, which AFL++ begins with.</summary>
    public static void WriteSeeds(FuzzTarget target, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((int i, byte[] seed) in target.Seeds.Index())
        {
            File.WriteAllBytes(Path.Combine(folder, $"{target.Name}-{i:000}.bin"), seed);
        }
    }

    /// <summary>Reads what AFL++ hands over, in a process that it starts anew after each failure; ends when it does.</summary>
    /// <param name="format">
    /// The target's name. Nothing of the library may run before AFL++'s memory is there: its code writes to it.
    /// </param>
    public static void Run(string format)
    {
        FuzzTarget? target = null;
        Fuzzer.OutOfProcess.Run(stream =>
        {
            target ??= FuzzTarget.All.First(target => target.Name == format);
            using var input = new MemoryStream();
            stream.CopyTo(input);
            FuzzSummary summary = new FuzzRun(target) { UseEvery = 1 }.Run([input.ToArray()]);
            if (summary.Failure is { } failure)
            {
                throw new InvalidOperationException(failure.Problem);
            }
        });
    }
}
