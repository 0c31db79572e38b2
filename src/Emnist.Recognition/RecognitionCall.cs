using System.Diagnostics;
using System.Diagnostics.Metrics;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition;

/// <summary>
/// A call of a <see cref="CharacterRecognizer"/> as metrics and traces tell of it: there is one while somebody listens, and
/// otherwise none, which costs the question alone. The names are documented in docs/serving.md; what was read is in none of them.
/// </summary>
internal sealed class RecognitionCall : IDisposable
{
    public const string Predict = "predict";
    public const string PredictBatch = "predict_batch";
    public const string ReadText = "read_text";
    public const string ReadFields = "read_fields";
    public const string ReadGrid = "read_grid";

    private const string Name = "Emnist.Recognition";
    private const string Prefix = "emnist.recognition.";
    private const string StatusTag = Prefix + "status";
    private const string OperationTag = Prefix + "operation";
    private const string ErrorTag = "error.type"; // OpenTelemetry's

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Pictures =
        Meter.CreateCounter<long>(Prefix + "pictures", "{picture}", "Pictures that were looked at, and whether there was a character.");

    private static readonly Counter<long> Refusals =
        Meter.CreateCounter<long>(Prefix + "refusals", "{picture}", "Pictures that could not be read or decoded, by what was thrown.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        Prefix + "duration", "s", "How long calls took, from the first byte that is read to the answer or the exception.", null,
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        });

    private static readonly string[] StatusNames = Enum.GetNames<PredictionStatus>();

    private readonly string _operation;
    private readonly Activity? _activity;
    private readonly long _started = Stopwatch.GetTimestamp();

    private RecognitionCall(string operation)
    {
        _operation = operation;
        _activity = Source.StartActivity(operation);
        _activity?.SetTag(OperationTag, operation);
    }

    /// <summary>Starts to measure a call; null while nobody listens.</summary>
    public static RecognitionCall? Start(string operation) =>
        Pictures.Enabled || Refusals.Enabled || Duration.Enabled || Source.HasListeners() ? new RecognitionCall(operation) : null;

    /// <summary>Notes the picture that is looked at.</summary>
    public void Has(GrayImage image)
    {
        _activity?.SetTag(Prefix + "picture.width", image.FullSize.Width);
        _activity?.SetTag(Prefix + "picture.height", image.FullSize.Height);
    }

    /// <summary>Counts a picture of one character.</summary>
    public void Answered(PredictionStatus status) => Answered(status, status == PredictionStatus.Recognized ? 1 : 0);

    /// <summary>Counts a picture of lines, and why nothing was read where that is so.</summary>
    public void Answered(PredictionStatus status, RecognizedText text) => Answered(
        status, text.Characters.Count(static character => character.Prediction.Status == PredictionStatus.Recognized));

    /// <summary>Counts a picture of a form, and how many of its fields hold a character.</summary>
    public void Answered(PredictionStatus status, IReadOnlyList<RecognizedField> fields) =>
        Answered(status, fields.Count(static field => field.Prediction.Status == PredictionStatus.Recognized));

    /// <summary>Counts many pictures with their answers.</summary>
    public void Answered(ReadOnlySpan<CharacterPrediction> predictions)
    {
        Span<int> counts = stackalloc int[StatusNames.Length];
        foreach (CharacterPrediction prediction in predictions)
        {
            counts[(int)prediction.Status]++;
        }

        for (int status = 0; status < counts.Length; status++)
        {
            Count((PredictionStatus)status, counts[status]);
        }

        Finish(predictions.Length, counts[(int)PredictionStatus.Recognized]);
    }

    /// <summary>
    /// Counts a picture that could not be read or decoded. A call that was cancelled, or is the caller's mistake, counts as nothing.
    /// </summary>
    /// <returns>False, so that an exception's filter can call it and let the exception pass.</returns>
    public static bool Failed(RecognitionCall? call, Exception exception)
    {
        if (call is not null && exception is not (OperationCanceledException or ArgumentException))
        {
            call.Refused(exception);
        }

        return false;
    }

    public void Dispose() => _activity?.Dispose();

    private void Answered(PredictionStatus status, int characters)
    {
        Count(status, 1);
        _activity?.SetTag(StatusTag, StatusNames[(int)status]);
        Finish(1, characters);
    }

    private void Count(PredictionStatus status, int count)
    {
        if (count > 0)
        {
            Pictures.Add(count, new(OperationTag, _operation), new(StatusTag, StatusNames[(int)status]));
        }
    }

    private void Finish(int pictures, int characters)
    {
        _activity?.SetTag(Prefix + "pictures", pictures);
        _activity?.SetTag(Prefix + "characters", characters);
        Duration.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, new KeyValuePair<string, object?>(OperationTag, _operation));
    }

    private void Refused(Exception exception)
    {
        string type = exception.GetType().FullName!;
        Refusals.Add(1, new(OperationTag, _operation), new(ErrorTag, type));
        Duration.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, new(OperationTag, _operation), new(ErrorTag, type));
        _activity?.SetTag(ErrorTag, type);
        _activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
    }
}
