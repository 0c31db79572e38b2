namespace Emnist.Recognition.Training.Checkpoints;

/// <summary>
/// A training cannot go on from its checkpoint, whose file is <see cref="RecognitionException.Path"/>: it is damaged, of
/// another training, or of a version that this one does not read.
/// </summary>
public sealed class CheckpointException : RecognitionException
{
    internal CheckpointException(string path, string problem)
        : this(path, problem, null)
    {
    }

    internal CheckpointException(string path, string problem, Exception? cause)
        : base($"{path}: {problem}", path, cause)
    {
    }
}
