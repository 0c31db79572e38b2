using System.Diagnostics;
using System.Diagnostics.Metrics;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests;

/// <summary>
/// What metrics and traces tell of a recognizer, and that nobody pays for them who does not listen. Not in parallel with other tests:
/// all of a process's recognizers make a call where somebody listens, and others measure what recognizers allocate.
/// </summary>
[Collection(nameof(RecognitionCallTests))]
public sealed class RecognitionCallTests
{
    private const string Pictures = "emnist.recognition.pictures";
    private const string Refusals = "emnist.recognition.refusals";
    private const string Duration = "emnist.recognition.duration";

    private static readonly CharacterRecognizer Recognizer = new();
    private static readonly string Path = System.IO.Path.Combine(TestData.RepositoryRoot, "samples", "images", "digit-3.png");
    private static readonly byte[] Encoded = File.ReadAllBytes(Path);
    private static readonly GrayImage Image = ImageDecoder.Decode(Encoded);
    private static readonly GrayImage Blank = new(40, Enumerable.Repeat((byte)255, 1600).ToArray());

    private static readonly Dictionary<string, Func<Task>> PredictDoors = new()
    {
        ["path"] = () => Of(Recognizer.Predict(Path)),
        ["stream"] = () => Of(Recognizer.Predict(new MemoryStream(Encoded))),
        ["bytes"] = () => Of(Recognizer.Predict(Encoded)),
        ["pixels"] = () => Of(Recognizer.Predict(Image.Pixels, Image.Size, PixelFormat.Gray8)),
        ["image"] = () => Of(Recognizer.Predict(Image)),
        ["scores"] = () => Of(Recognizer.PredictScores(Image, new float[Recognizer.ClassNames.Count])),
        ["path, async"] = () => Recognizer.PredictAsync(Path),
        ["stream, async"] = () => Recognizer.PredictAsync(new AsyncOnlyStream(Encoded)),
    };

    private static readonly Dictionary<string, Func<Task>> ReadTextDoors = new()
    {
        ["path"] = () => Of(Recognizer.ReadText(Path)),
        ["stream"] = () => Of(Recognizer.ReadText(new MemoryStream(Encoded))),
        ["bytes"] = () => Of(Recognizer.ReadText(Encoded)),
        ["image"] = () => Of(Recognizer.ReadText(Image)),
        ["path, async"] = () => Recognizer.ReadTextAsync(Path),
        ["stream, async"] = () => Recognizer.ReadTextAsync(new AsyncOnlyStream(Encoded)),
    };

    public static TheoryData<string> NamesOfPredict => [.. PredictDoors.Keys];

    public static TheoryData<string> NamesOfReadText => [.. ReadTextDoors.Keys];

    [Theory]
    [MemberData(nameof(NamesOfPredict))]
    public Task Every_door_to_a_character_counts_once(string door) => AssertCountsOnce(PredictDoors[door], "predict");

    [Theory]
    [MemberData(nameof(NamesOfReadText))]
    public Task Every_door_to_a_text_counts_once(string door) => AssertCountsOnce(ReadTextDoors[door], "read_text");

    [Fact]
    public void A_batch_is_one_call_of_many_pictures()
    {
        using var heard = new Listeners();
        Recognizer.PredictBatch([.. Enumerable.Repeat(Image, 40), Blank, Blank]);

        Assert.Equal(
            [
                (Pictures, 40, "emnist.recognition.operation=predict_batch emnist.recognition.status=Recognized"),
                (Pictures, 2, "emnist.recognition.operation=predict_batch emnist.recognition.status=Blank"),
            ],
            heard.Of(Pictures));
        Assert.Single(heard.Of(Duration));
        Activity activity = Assert.Single(heard.Activities);
        Assert.Equal("predict_batch", activity.OperationName);
        Assert.Equal((42, 40), (activity.GetTagItem("emnist.recognition.pictures"), activity.GetTagItem("emnist.recognition.characters")));
    }

    [Fact]
    public void A_picture_without_a_character_counts_with_its_status()
    {
        using var heard = new Listeners();
        Recognizer.Predict(Blank);
        Recognizer.ReadText(Blank);

        Assert.Equal(
            [
                (Pictures, 1, "emnist.recognition.operation=predict emnist.recognition.status=Blank"),
                (Pictures, 1, "emnist.recognition.operation=read_text emnist.recognition.status=Blank"),
            ],
            heard.Of(Pictures));
        Assert.All(heard.Activities, activity => Assert.Equal(0, activity.GetTagItem("emnist.recognition.characters")));
    }

    [Fact]
    public void A_texture_is_no_blank_page()
    {
        // Dots of 6 x 6, more of them than any text has characters.
        byte[] pixels = [.. Enumerable.Range(0, 700 * 700).Select(static i => (byte)(i % 700 % 12 < 6 && i / 700 % 12 < 6 ? 0 : 255))];
        using var heard = new Listeners();

        Assert.Empty(Recognizer.ReadText(new GrayImage(700, pixels)).Text);

        Assert.Equal(
            [(Pictures, 1, "emnist.recognition.operation=read_text emnist.recognition.status=NotACharacter")], heard.Of(Pictures));
    }

    [Fact]
    public async Task What_cannot_be_read_counts_as_refused()
    {
        byte[] damaged = Encoded[..(Encoded.Length / 2)];
        const string Format = "Emnist.Recognition.Imaging.ImageFormatException";
        using var heard = new Listeners();
        await Assert.ThrowsAsync<ImageFormatException>(() => Of(Recognizer.Predict(damaged)));
        await Assert.ThrowsAsync<ImageFormatException>(() => Of(Recognizer.ReadText(new MemoryStream(damaged))));
        await Assert.ThrowsAsync<ImageFormatException>(() => Recognizer.PredictAsync(new AsyncOnlyStream(damaged)));
        await Assert.ThrowsAsync<ImageFormatException>(() => Recognizer.ReadTextAsync(new AsyncOnlyStream(damaged)));
        await Assert.ThrowsAsync<FileNotFoundException>(() => Recognizer.PredictAsync(Path + ".no"));

        (string, double, string) Refused(string operation, string type) =>
            (Refusals, 1, $"emnist.recognition.operation={operation} error.type={type}");
        Assert.Equal(
            [
                Refused("predict", Format), Refused("read_text", Format), Refused("predict", Format), Refused("read_text", Format),
                Refused("predict", "System.IO.FileNotFoundException"),
            ],
            heard.Of(Refusals));
        Assert.Empty(heard.Of(Pictures));
        Assert.Equal(heard.Of(Refusals).Select(one => one.Tags), heard.Of(Duration).Select(one => one.Tags));
        Assert.Equal(5, heard.Activities.Count);
        Assert.All(heard.Activities, activity => Assert.Equal(ActivityStatusCode.Error, activity.Status));
        Assert.Contains("cut short", heard.Activities[0].StatusDescription, StringComparison.Ordinal);
        Assert.Equal(Format, heard.Activities[0].GetTagItem("error.type"));
        Assert.Null(Activity.Current);
    }

    [Fact]
    public async Task Who_cancels_or_errs_is_not_refused()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        using var heard = new Listeners();
        await Assert.ThrowsAsync<OperationCanceledException>(() => Recognizer.PredictAsync(new AsyncOnlyStream(Encoded), cancelled.Token));
        await Assert.ThrowsAsync<OperationCanceledException>(() => Recognizer.ReadTextAsync(new AsyncOnlyStream(Encoded), cancelled.Token));
        Assert.Throws<OperationCanceledException>(() => Recognizer.ReadText(Image, null, cancelled.Token));
        Assert.Throws<ArgumentException>(() => Recognizer.Predict(""));
        Assert.Throws<ArgumentException>(() => Recognizer.Predict(new byte[3], 2, PixelFormat.Gray8));
        Assert.Throws<ArgumentException>(() => Recognizer.Predict(Encoded, new CharacterSet("§")));

        Assert.Empty(heard.Of(Pictures));
        Assert.Empty(heard.Of(Refusals));
        Assert.Empty(heard.Of(Duration));
        Assert.All(heard.Activities, activity => Assert.Equal(ActivityStatusCode.Unset, activity.Status));
    }

    [Fact]
    public async Task An_activity_is_a_child_of_its_caller_s_and_leaves_no_trace_behind()
    {
        using var heard = new Listeners();
        using Activity caller = new Activity("caller").Start();
        var stream = new AsyncOnlyStream(Encoded) { Reading = () => Assert.Equal("predict", Activity.Current?.OperationName) };
        Task<CharacterPrediction> running = Recognizer.PredictAsync(stream);
        Assert.Same(caller, Activity.Current);
        await running;

        Assert.Same(caller, Activity.Current);
        Assert.Equal(caller.SpanId, Assert.Single(heard.Activities).ParentSpanId);
    }

    [Fact]
    public void Nothing_is_allocated_for_nobody()
    {
        void Predict() => Recognizer.Predict(Image);
        void ByHand()
        {
            Span<byte> normalized = stackalloc byte[784];
            CharacterNormalizer.Normalize(Image, normalized);
            Recognizer.PredictNormalized(normalized);
        }

        // The runtime compiles both anew at moments of its own, and then leaves out allocations of the one before those of the other.
        (long byHand, long predicting) = (0, -1);
        for (int attempt = 0; attempt < 50 && byHand != predicting; attempt++)
        {
            (byHand, predicting) = Allocations.Least(ByHand, Predict);
        }

        Assert.Equal(byHand, predicting);

        using var heard = new Listeners();
        (byHand, predicting) = Allocations.Least(ByHand, Predict);
        Assert.InRange(predicting, byHand + 1, byHand + 10_000);
    }

    private static async Task AssertCountsOnce(Func<Task> call, string operation)
    {
        using var heard = new Listeners();
        await call();

        string tag = $"emnist.recognition.operation={operation}";
        Assert.Equal([(Pictures, 1, $"{tag} emnist.recognition.status=Recognized")], heard.Of(Pictures));
        (_, double seconds, string tags) = Assert.Single(heard.Of(Duration));
        Assert.Equal(tag, tags);
        Assert.InRange(seconds, 1e-6, 60);
        Assert.Empty(heard.Of(Refusals));
        Activity activity = Assert.Single(heard.Activities);
        Assert.Equal((operation, ActivityKind.Internal, ActivityStatusCode.Unset), (activity.OperationName, activity.Kind, activity.Status));
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["emnist.recognition.operation"] = operation, ["emnist.recognition.status"] = "Recognized",
                ["emnist.recognition.picture.width"] = Image.Width, ["emnist.recognition.picture.height"] = Image.Height,
                ["emnist.recognition.pictures"] = 1, ["emnist.recognition.characters"] = 1,
            },
            activity.TagObjects.ToDictionary());
        Assert.Null(Activity.Current);
    }

    private static Task<T> Of<T>(T answer) => Task.FromResult(answer);

    [CollectionDefinition(nameof(RecognitionCallTests), DisableParallelization = true)]
    public sealed class Alone;

    /// <summary>Listens to all that the library tells of calls made by the test that created it, and by no other test.</summary>
    private sealed class Listeners : IDisposable
    {
        private static readonly AsyncLocal<Listeners?> Current = new();

        private readonly List<(string Instrument, double Value, string Tags)> _measurements = [];
        private readonly MeterListener _meters = new();
        private readonly ActivityListener _activities;

        public Listeners()
        {
            Current.Value = this;
            _meters.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Emnist.Recognition")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
            _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
            _meters.Start();
            _activities = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Emnist.Recognition",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
                    Current.Value == this ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
                ActivityStopped = Activities.Add,
            };
            ActivitySource.AddActivityListener(_activities);
        }

        public List<Activity> Activities { get; } = [];

        public IEnumerable<(string Instrument, double Value, string Tags)> Of(string instrument) =>
            _measurements.Where(one => one.Instrument == instrument);

        public void Dispose()
        {
            _meters.Dispose();
            _activities.Dispose();
        }

        private void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (Current.Value == this)
            {
                _measurements.Add((instrument.Name, value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
            }
        }
    }
}
