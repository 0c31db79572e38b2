namespace Emnist.Recognition.Decoders;

/// <summary>What came of damaged files.</summary>
/// <param name="Next">The first file that was not tried.</param>
/// <param name="Read">Those that gave a picture.</param>
/// <param name="Refused">Those that were refused as the library declares.</param>
/// <param name="Otherwise">Exceptions that are not declared, and files that took too long.</param>
/// <param name="PeakMebibytes">The most memory that they took.</param>
internal sealed record DamagedFiles(int Next, int Read, int Refused, int Otherwise, long PeakMebibytes)
{
    /// <summary>As one process hands it to another.</summary>
    public string ToLine() => $"{Next} {Read} {Refused} {Otherwise} {PeakMebibytes}";

    public static DamagedFiles Parse(string line)
    {
        int[] numbers = [.. line.Split(' ').Select(int.Parse)];
        return new DamagedFiles(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }
}
