namespace Emnist.Recognition.Training.Checkpoints;

/// <summary>A training cannot go on from its checkpoint: the file is damaged, or belongs to another training.</summary>
public sealed class CheckpointException : Exception
{
    internal CheckpointException(string path, string problem)
        : base($"{path}: {problem}") => Path = path;

    internal CheckpointException(string path, string problem, Exception cause)
        : base($"{path}: {problem}", cause) => Path = path;

    /// <summary>The checkpoint's file.</summary>
    public string Path { get; }
}
