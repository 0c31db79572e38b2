using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Emnist.Recognition.OnnxRuntime.Tests;

/// <summary>Files, sessions, threads, and who disposes what.</summary>
public sealed class SessionTests
{
    private static readonly byte[] Model = Save();

    [Fact]
    public async Task Sixteen_threads_are_answered_as_one()
    {
        using var classifier = new OnnxRuntimeClassifier(Model);
        var recognizer = new CharacterRecognizer(new RecognizerOptions { Classifier = classifier });
        CharacterPrediction[] expected = [.. Pictures.All.Select(recognizer.Predict)];
        using var start = new Barrier(16);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(thread => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                for (int i = 0; i < 40; i++)
                {
                    int picture = (i + thread) % expected.Length;
                    Assert.Equal(expected[picture].Candidates, recognizer.Predict(Pictures.All[picture]).Candidates);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }

    [Fact]
    public void A_picture_is_told_to_be_one_and_no_model()
    {
        using var folder = new TemporaryFolder();
        string picture = folder.Write("letter.png", [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 28, 0, 0, 0, 28]);

        var ofFile = Assert.Throws<ModelFormatException>(() => new OnnxRuntimeClassifier(picture));
        var ofBytes = Assert.Throws<ModelFormatException>(() => new OnnxRuntimeClassifier(File.ReadAllBytes(picture)));

        Assert.Equal("This is a PNG picture, not an ONNX model. Name a model's file.", ofBytes.Message);
        Assert.Equal((picture, $"{picture}: {ofBytes.Message}"), (ofFile.Path, ofFile.Message));
    }

    [Fact]
    public void A_classifier_that_is_disposed_is_not_used_any_more()
    {
        var classifier = new OnnxRuntimeClassifier(Model);
        var recognizer = new CharacterRecognizer(new RecognizerOptions { Classifier = classifier });

        classifier.Dispose();
        classifier.Dispose();

        Assert.Throws<ObjectDisposedException>(() => recognizer.Predict(Pictures.All[0]));
        Assert.Throws<ObjectDisposedException>(() => recognizer.PredictBatch(Pictures.All));
        Assert.Equal(63, classifier.ClassNames.Count);
    }

    /// <summary>The session's memory is freed when it is disposed, whoever reads it: a run would crash the process.</summary>
    [Fact]
    public async Task Runs_under_way_come_to_their_end_when_it_is_disposed()
    {
        float[] images = Pictures.Noise(64, 3);
        for (int round = 0; round < 20; round++)
        {
            var classifier = new OnnxRuntimeClassifier(Model);
            using var running = new CountdownEvent(4);
            Task<int>[] runs = [.. Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    float[] probabilities = new float[64 * 63];
                    running.Signal();
                    for (int answered = 0; ; answered++)
                    {
                        try
                        {
                            classifier.Classify(images, probabilities, 64);
                        }
                        catch (ObjectDisposedException)
                        {
                            return answered;
                        }
                    }
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default))];
            running.Wait();
            await Task.Delay(5);

            classifier.Dispose();

            await Task.WhenAll(runs);
        }
    }

    [Fact]
    public void A_session_of_the_callers_stays()
    {
        using var session = new InferenceSession(Model);
        float[] images = Pictures.Noise(1, 4);
        float[] first = new float[63];
        float[] second = new float[63];

        using (var classifier = new OnnxRuntimeClassifier(session))
        {
            classifier.Classify(images, first, 1);
        }

        using var next = new OnnxRuntimeClassifier(session);
        next.Classify(images, second, 1);
        Assert.Equal(first, second);
        Assert.Throws<ArgumentNullException>(() => new OnnxRuntimeClassifier((InferenceSession)null!));
    }

    [Fact]
    public void The_callers_options_are_used_and_stay()
    {
        using var sessionOptions = new SessionOptions { IntraOpNumThreads = 2 };
        var options = new OnnxRuntimeOptions { SessionOptions = sessionOptions };

        using var first = new OnnxRuntimeClassifier(Model, options);
        using var second = new OnnxRuntimeClassifier(Model, options);

        Assert.Equal(first.ClassNames, second.ClassNames);
    }

    [Fact]
    public void A_file_is_refused_by_its_name()
    {
        using var folder = new TemporaryFolder();
        string damaged = folder.Write("damaged.onnx", Model[..(Model.Length / 2)]);
        string empty = folder.Write("empty.onnx", []);
        var image = new ModelBuilder();
        image.Output(image.Node("Relu", [image.Input("x", TensorElementType.Float, -1, 2)]));
        string other = folder.Write("other.onnx", image.Build());

        foreach (string path in (string[])[damaged, empty, other])
        {
            var fault = Assert.Throws<ModelFormatException>(() => new OnnxRuntimeClassifier(path));
            Assert.Equal(path, fault.Path);
            Assert.StartsWith($"{path}: ", fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(path, fault.Message[path.Length..], StringComparison.Ordinal);
        }

        Assert.Throws<FileNotFoundException>(() => new OnnxRuntimeClassifier(Path.Combine(folder.Path, "none.onnx")));
        Assert.Throws<UnauthorizedAccessException>(() => new OnnxRuntimeClassifier(folder.Path));
        Assert.Throws<ModelFormatException>(() => new OnnxRuntimeClassifier([]));
        Assert.Throws<ArgumentException>(() => new OnnxRuntimeClassifier(""));
        Assert.Throws<ArgumentNullException>(() => new OnnxRuntimeClassifier((byte[])null!));
        Assert.Throws<ArgumentNullException>(() => new OnnxRuntimeClassifier(Model, null!));
    }

    /// <summary>Whatever is done to the bytes, the model runs or is refused by the library's own exception.</summary>
    [Fact]
    public void Damaged_models_are_refused_or_run()
    {
        byte[] file = new LinearModel(TensorElementType.Float, [-1, 784], 784).Build();
        int refused = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            byte[] damaged = [.. file];
            for (int i = 0; i < 1 + (seed % 4); i++)
            {
                // The fields, which are few, lie before and after the weights.
                int place = random.Next(600);
                damaged[place < 300 ? place : file.Length - place + 299] = (byte)random.Next(256);
            }

            try
            {
                using var classifier = new OnnxRuntimeClassifier(random.Next(4) == 0 ? damaged[..random.Next(damaged.Length)] : damaged);
            }
            catch (ModelFormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 100, 299);
    }

    [Fact]
    public void Spans_that_are_too_short_are_refused()
    {
        using var classifier = new OnnxRuntimeClassifier(Model);

        Assert.Throws<ArgumentException>(() => classifier.Classify(new float[784], new float[94], 2));
        Assert.Throws<ArgumentException>(() => classifier.Classify(new float[1568], new float[93], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => classifier.Classify([], [], -1));
    }

    private static byte[] Save()
    {
        using var file = new MemoryStream();
        EmbeddedModel.Load().Save(file);
        return file.ToArray();
    }
}
