using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Checkpoints;

namespace Emnist.Recognition.Tool;

/// <summary>What an exception is to a person at the command line.</summary>
internal static class Failure
{
    public static (string Message, int ExitCode) Describe(Exception exception) => exception switch
    {
        ToolException e => (e.Message, e.ExitCode),
        AggregateException { InnerExceptions: [var first, ..] } => Describe(first),
        OperationCanceledException => ("stopped.", ExitCode.Failed),
        DatasetFormatException or DatasetDownloadException or ImageFormatException or ModelFormatException
            or TrainingDivergedException or CheckpointException or IOException or UnauthorizedAccessException => (exception.Message, ExitCode.Failed),
        ArgumentException e => (WithoutParameter(e), ExitCode.Failed),
        OutOfMemoryException => ("there is not enough memory for this.", ExitCode.Failed),
        _ => ($"unexpected {exception.GetType().Name}: {exception.Message} This is a fault of the tool: please report it.", ExitCode.Failed),
    };

    /// <summary>A parameter's name says nothing to someone who does not see the code.</summary>
    private static string WithoutParameter(ArgumentException exception) => exception.ParamName is null
        ? exception.Message
        : exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal);
}
