namespace Cluster.Hosting;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The work could not be done, or pictures could not be read.</summary>
    public const int Failed = 1;

    /// <summary>Ctrl-C, or the system, stopped it.</summary>
    public const int Stopped = 130;
}
