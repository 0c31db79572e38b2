namespace Emnist.Recognition.Fuzz;

/// <summary>A reader of files that come from strangers, and what is known to be a sound file for it.</summary>
/// <param name="name">The format, as it is named on the command line and in the names of saved inputs.</param>
/// <param name="seeds">Sound files; empty where the library reads none yet.</param>
/// <param name="mutator">How they are damaged.</param>
/// <param name="allocationLimit">Bytes that reading one file may allocate in all.</param>
internal abstract class FuzzTarget(string name, IReadOnlyList<byte[]> seeds, IFileMutator mutator, long allocationLimit)
{
    /// <summary>For seeds of a few kilobytes at most: what is allocated beyond is claimed, not there.</summary>
    protected const long SmallFileAllocation = 8 << 20;

    private static readonly Lazy<IReadOnlyList<FuzzTarget>> Targets =
        new(static () =>
        [
            .. SeedFiles.PictureFormats.Select(static format => new PictureTarget(format)),
            new ModelTarget(), new IdxTarget(), new CsvTarget(), new LabelsTarget(), new NpzTarget(), new MatTarget(),
            new KerasTarget(), new MappingTarget(), new CheckpointTarget(), new PatternTarget(), new WordsTarget(),
        ]);

    /// <summary>All formats, with and without seeds.</summary>
    public static IReadOnlyList<FuzzTarget> All => Targets.Value;

    public string Name { get; } = name;

    public IReadOnlyList<byte[]> Seeds { get; } = seeds;

    public IFileMutator Mutator { get; } = mutator;

    public long AllocationLimit { get; } = allocationLimit;

    /// <summary>Reads a file. Any exception that comes out is a failure.</summary>
    /// <returns>What users go on to do with what was read, which must work; null where the file was refused as documented.</returns>
    public abstract Action? Read(byte[] input);
}
