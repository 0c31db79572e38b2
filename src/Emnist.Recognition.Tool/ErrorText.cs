using Emnist.Recognition.Tool.Reading;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool;

/// <summary>What an exception is to a person at the command line.</summary>
internal static class ErrorText
{
    /// <summary>What is said of a missing file, after its name.</summary>
    public const string NoSuchFile = "there is no such file; look for a misspelling, or name it from the root.";

    private const string LabelsFirst = "Put the labels into the first column.";

    /// <summary>What the trainer's options are called here, of those that it may refuse once it knows the samples.</summary>
    private static readonly Dictionary<string, string> OptionOfProperty = new()
    {
        [nameof(TrainerOptions.Augmentation)] = "--augmentation",
        [nameof(TrainerOptions.Distillation)] = "--teacher",
        [nameof(TrainerOptions.ValidationFraction)] = "--validation",
    };

    /// <summary>
    /// What the options of data sets and pictures are called here, where a message advises to set one; what to do instead where the tool
    /// has no such option.
    /// </summary>
    private static readonly (string Property, string Option)[] OptionOfAdvice =
    [
        ("Say by EmnistCsvOptions.Labels where the labels are.", LabelsFirst),
        ("Set EmnistCsvOptions.Labels to First or Last.", LabelsFirst),
        ("older of pictures is read by ImageFolder.", "older of pictures is named by --folder or --dataset."),
        (", or raise ImageDecoderOptions.MaxPixels", ""),
        (", or raise ImageDecoderOptions.MaxBytes", ""),
        ($"{nameof(ImageFolderOptions)}.{nameof(ImageFolderOptions.Part)}", "--part"),
        ($"{nameof(NpzOptions)}.{nameof(NpzOptions.Part)}", "--part"),
        ($"{nameof(NpzOptions)}.{nameof(NpzOptions.MaxPixel)}", "--max-pixel"),
        ($"{nameof(EmnistCsvOptions)}.{nameof(EmnistCsvOptions.MaxPixel)}", "--max-pixel"),
        ($"et {nameof(NpzOptions.MaxPixel)} to", "et --max-pixel to"),
    ];

    public static (string Message, int ExitCode) Describe(Exception exception) => exception switch
    {
        ToolException e => (e.Message, e.ExitCode),
        AggregateException { InnerExceptions: [var first, ..] } => Describe(first),
        OperationCanceledException => ("stopped.", ExitCode.Stopped),
        DatasetFormatException e => (InOptionsOfTheTool(e.Message), ExitCode.Failed),
        RecognitionException or UnreadablePictureException => (exception.Message, ExitCode.Failed),
        IOException or UnauthorizedAccessException => (DescribeFile(exception), ExitCode.Failed),
        ArgumentException e => (Describe(e), ExitCode.Failed),
        OutOfMemoryException => ("there is not enough memory for this.", ExitCode.Failed),
        _ => (
            $"unexpected {exception.GetType().Name}: {exception.Message} This is a fault of the tool: please report it.",
            ExitCode.Failed),
    };

    /// <summary>What the system says of a file, with what to do about it.</summary>
    public static string DescribeFile(Exception exception) => (exception, PathIn(exception.Message)) switch
    {
        (FileNotFoundException, { } path) => $"{path}: {NoSuchFile}",
        (DirectoryNotFoundException, { } path) => $"{path}: there is no such file or folder; look for a misspelling, or name it from the root.",
        (UnauthorizedAccessException, { } path) => $"{path}: access is denied; the file's owner, or root, may allow it.",
        _ => exception.Message,
    };

    /// <summary>The path that .NET quotes in its messages; null where there is none.</summary>
    private static string? PathIn(string message) => message.Split('\'') is [_, .. [_, ..] path, _] ? string.Join('\'', path) : null;

    /// <summary>A message of the library, with what one sets here in place of what a program sets.</summary>
    public static string InOptionsOfTheTool(string message) => OptionOfAdvice.Aggregate(
        message, static (text, known) => text.Replace(known.Property, known.Option, StringComparison.Ordinal));

    /// <summary>A parameter's name says nothing to someone who does not see the code: the option's stands for it, or none.</summary>
    private static string Describe(ArgumentException exception)
    {
        if (exception.ParamName is not { } name)
        {
            return exception.Message;
        }

        string message = exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal);
        return OptionOfProperty.TryGetValue(name, out string? option) ? $"{option}: {message}" : message;
    }
}
