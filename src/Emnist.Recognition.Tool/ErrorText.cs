using Emnist.Recognition.Training;

namespace Emnist.Recognition.Tool;

/// <summary>What an exception is to a person at the command line.</summary>
internal static class ErrorText
{
    /// <summary>The options of the command line that stand for those of the library that a training may refuse.</summary>
    private static readonly Dictionary<string, string> OptionOfProperty = new()
    {
        [nameof(TrainerOptions.Augmentation)] = "--augmentation",
        [nameof(TrainerOptions.ValidationFraction)] = "--validation",
    };

    public static (string Message, int ExitCode) Describe(Exception exception) => exception switch
    {
        ToolException e => (e.Message, e.ExitCode),
        AggregateException { InnerExceptions: [var first, ..] } => Describe(first),
        OperationCanceledException => ("stopped.", ExitCode.Failed),
        RecognitionException or TrainingDivergedException or Emnist.Recognition.Training.Checkpoints.CheckpointException or IOException or UnauthorizedAccessException => (exception.Message, ExitCode.Failed),
        ArgumentException { ParamName: { } name } e when OptionOfProperty.TryGetValue(name, out string? option) =>
            ($"{option}: {WithoutParameter(e)}", ExitCode.Failed),
        ArgumentException e => (WithoutParameter(e), ExitCode.Failed),
        OutOfMemoryException => ("there is not enough memory for this.", ExitCode.Failed),
        _ => ($"unexpected {exception.GetType().Name}: {exception.Message} This is a fault of the tool: please report it.", ExitCode.Failed),
    };

    /// <summary>A parameter's name says nothing to someone who does not see the code.</summary>
    private static string WithoutParameter(ArgumentException exception) => exception.ParamName is null
        ? exception.Message
        : exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal);
}
