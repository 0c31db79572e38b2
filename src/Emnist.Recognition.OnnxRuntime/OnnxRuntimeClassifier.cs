using System.Globalization;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.IO;
using Emnist.Recognition.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Emnist.Recognition.OnnxRuntime;

/// <summary>
/// Runs a model by ONNX Runtime behind a <see cref="CharacterRecognizer"/>: any that ONNX Runtime runs, on the CPU, or on a GPU where
/// <see cref="OnnxRuntimeOptions.SessionOptions"/> name one.
/// </summary>
/// <remarks>
/// <para>The model has one input, a tensor of floats (16, 32 or 64 bits), bytes or whole numbers (32 or 64 bits): images of one channel,
/// or of three, which are alike then, before or after height and width; or vectors of as many values; with a batch of any size, of a
/// fixed one, or without. An image that is not 28 x 28 but a square with a side of 8 to 1,024 is made of one by bilinear interpolation,
/// as torchvision's <c>Resize</c> does it. It has an output with a value for each class: a tensor, or the list of maps that
/// scikit-learn's exporter writes.</para>
/// <para>Pixels are 0 to 1, or what <see cref="InputForm"/> says; whole numbers are 0 to 255 for 0 to 1. Where <see cref="OnnxModel"/>
/// reads the file and sees that it divides by 255, it is given 0 to 255 as well, so that the same options have the same answers in both.
/// A session does not show that, nor a file that <see cref="OnnxModel"/> does not read: tell it by
/// <see cref="RecognizerOptions.InputForm"/>.</para>
/// <para>When it is created, the model is run on four images of noise, to see what the file does not tell.</para>
/// <para>Safe to use from any number of threads at once with the execution providers that ONNX Runtime says this of, as those for CPU
/// and CUDA. Disposing it waits for nobody: runs under way come to their end, and the memory is freed after the last of them.</para>
/// <para>ONNX Runtime reads the file, in native code: take models from where you trust.</para>
/// </remarks>
/// <example>
/// <code>
/// using var classifier = new OnnxRuntimeClassifier("theirs.onnx");
/// var recognizer = new CharacterRecognizer(new RecognizerOptions { Classifier = classifier, Classes = "balanced" });
/// CharacterPrediction prediction = recognizer.Predict("letter.png");
/// Console.WriteLine($"{prediction.Character}  {prediction.Confidence:P1}");
/// </code>
/// On the first GPU, by the package Microsoft.ML.OnnxRuntime.Gpu:
/// <code>
/// using var gpu = SessionOptions.MakeSessionOptionWithCudaProvider(0);
/// using var classifier = new OnnxRuntimeClassifier("theirs.onnx", new OnnxRuntimeOptions { SessionOptions = gpu });
/// </code>
/// </example>
public sealed class OnnxRuntimeClassifier : ICharacterClassifier, IDisposable
{
    private const int ImageLength = CharacterNormalizer.Size * CharacterNormalizer.Size;

    private readonly SharedSession _session;
    private readonly ModelInput _input;
    private readonly ModelOutput _output;
    private readonly InputForm? _form;
    private readonly OutputValues _values;

    /// <summary>Loads a model from a file, and from those beside it that hold its weights.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFormatException">ONNX Runtime does not load it, or it takes no characters: the message says why.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public OnnxRuntimeClassifier(string path)
        : this(path, new OnnxRuntimeOptions())
    {
    }

    /// <summary>Loads a model from a file, and from those beside it that hold its weights.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is run.</param>
    /// <exception cref="ModelFormatException">ONNX Runtime does not load it, or it takes no characters: the message says why.</exception>
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public OnnxRuntimeClassifier(string path, OnnxRuntimeOptions options)
        : this(Validated(options), options => Open(path, options), isOwned: true, () => Maximum(() => OnnxModel.Load(path)), path)
    {
    }

    /// <summary>Loads a model that is in memory.</summary>
    /// <param name="model">The bytes of the file, which may change once the classifier is created.</param>
    /// <exception cref="ModelFormatException">ONNX Runtime does not load it, or it takes no characters: the message says why.</exception>
    public OnnxRuntimeClassifier(byte[] model)
        : this(model, new OnnxRuntimeOptions())
    {
    }

    /// <summary>Loads a model that is in memory.</summary>
    /// <param name="model">The bytes of the file, which may change once the classifier is created.</param>
    /// <param name="options">How it is run.</param>
    /// <exception cref="ModelFormatException">ONNX Runtime does not load it, or it takes no characters: the message says why.</exception>
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    public OnnxRuntimeClassifier(byte[] model, OnnxRuntimeOptions options)
        : this(
            Validated(options), options => Open(model, options), isOwned: true,
            () => Maximum(() => OnnxModel.Load(new MemoryStream(model))), null)
    {
    }

    /// <summary>Takes a session that is there already.</summary>
    /// <param name="session">
    /// The session. It stays the caller's: disposing the classifier leaves it, and it is not to be disposed while the classifier is in use.
    /// </param>
    /// <exception cref="ModelFormatException">Its model takes no characters: the message says why.</exception>
    public OnnxRuntimeClassifier(InferenceSession session)
        : this(session, new OnnxRuntimeOptions())
    {
    }

    /// <summary>Takes a session that is there already.</summary>
    /// <param name="session">
    /// The session. It stays the caller's: disposing the classifier leaves it, and it is not to be disposed while the classifier is in use.
    /// </param>
    /// <param name="options">Which output is read and how; <see cref="OnnxRuntimeOptions.SessionOptions"/> are not used.</param>
    /// <exception cref="ModelFormatException">Its model takes no characters: the message says why.</exception>
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    public OnnxRuntimeClassifier(InferenceSession session, OnnxRuntimeOptions options)
        : this(Validated(options), _ => session ?? throw new ArgumentNullException(nameof(session)), isOwned: false, static () => 1, null)
    {
    }

    private OnnxRuntimeClassifier(
        OnnxRuntimeOptions options, Func<OnnxRuntimeOptions, InferenceSession> open, bool isOwned, Func<int> readMaximum, string? path)
    {
        InferenceSession session = open(options);
        _session = new SharedSession(session, isOwned);
        try
        {
            IReadOnlyList<ModelInput> inputs = ModelInput.Find(session);
            int maximum = inputs[0].IsWhole ? 255 : readMaximum();
            foreach (ModelInput input in inputs)
            {
                input.Scale = maximum;
            }

            IReadOnlyDictionary<string, string> metadata = session.ModelMetadata.CustomMetadataMap;
            _form = OnnxModel.ReadInputForm(metadata, maximum);
            _output = ModelOutput.Find(session, options.OutputName);
            (_input, float[] values) = ModelTrial.Run(session, inputs, _output, ModelTrial.Noise(_form ?? InputForm.Emnist));
            _values = options.Softmax switch
            {
                true => OutputValues.Logits,
                false => OutputValues.Probabilities,
                null => OutputValuesExtensions.Find(values, _output.Classes),
            };
            ClassNames = OnnxModel.ReadClassNames(metadata, _output.Classes)
                ?? _output.Keys
                ?? [.. Enumerable.Range(0, _output.Classes).Select(static i => i.ToString(CultureInfo.InvariantCulture))];
        }
        catch (Exception e)
        {
            _session.Close();
            if (path is not null && e is ModelFormatException fault)
            {
                throw new ModelFormatException(fault.Message, path, fault);
            }

            throw;
        }
    }

    /// <summary>
    /// The names of the classes, in the order of the output: those of the file's metadata
    /// (<see cref="OnnxModel.ClassNamesKey"/>), or the keys of its maps, in their order; otherwise <c>0</c>, <c>1</c> and so on.
    /// </summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>
    /// The form of the images, as the file's metadata tell it (<see cref="OnnxModel.InputFormKey"/>); a copy each time. Null where they
    /// do not.
    /// </summary>
    public InputForm? InputForm => _form is null ? null : _form with { };

    /// <summary>Tells the probability of each class for images, as many at a time as the model takes.</summary>
    /// <param name="images">[count, 28, 28], image after image, of <see cref="InputForm"/>.</param>
    /// <param name="probabilities">[count, classes], written; it may be longer.</param>
    /// <param name="count">The images, 0 or more.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime cannot run the model: a GPU has no memory left, for instance.</exception>
    public void Classify(ReadOnlySpan<float> images, Span<float> probabilities, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Require(images.Length, (long)count * ImageLength, nameof(images));
        Require(probabilities.Length, (long)count * ClassNames.Count, nameof(probabilities));
        Span<float> values = probabilities[..(count * ClassNames.Count)];
        InferenceSession session = _session.Enter() ?? throw new ObjectDisposedException(nameof(OnnxRuntimeClassifier));
        try
        {
            using var options = new RunOptions();
            ModelRun.Run(session, _input, _output, images[..(count * ImageLength)], values, options);
        }
        finally
        {
            _session.Leave();
        }

        _values.ToProbabilities(values, ClassNames.Count);
    }

    /// <summary>
    /// Ends the use of the model, and frees its memory if the classifier has loaded it. Recognizers that have it throw from then on.
    /// </summary>
    public void Dispose() => _session.Close();

    private static void Require(int actual, long needed, string parameterName)
    {
        if (actual < needed)
        {
            throw new ArgumentException($"There are {actual} values; {needed} are needed.", parameterName);
        }
    }

    private static OnnxRuntimeOptions Validated(OnnxRuntimeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OnnxRuntimeOptions own = options with { };
        own.Validate();
        return own;
    }

    private static InferenceSession Open(string path, OnnxRuntimeOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream readable = InputFile.Open(
            path, 0, FileOptions.None, () => new ModelFormatException($"{InputFile.Problem} Name a model's file.", path, null));
        byte[] start = new byte[FileKind.StartLength];
        int length = readable.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return Open(session => new InferenceSession(path, session), options, start.AsMemory(0, length), path);
    }

    private static InferenceSession Open(byte[] model, OnnxRuntimeOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Open(session => new InferenceSession(model, session), options, model, null);
    }

    private static InferenceSession Open(
        Func<SessionOptions, InferenceSession> open, OnnxRuntimeOptions options, ReadOnlyMemory<byte> start, string? path)
    {
        try
        {
            if (options.SessionOptions is { } given)
            {
                return open(given);
            }

            using var own = new SessionOptions
            {
                IntraOpNumThreads = 1,
                InterOpNumThreads = 1,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            };
            return open(own);
        }
        catch (OnnxRuntimeException e) when (FileKind.Of(start.Span) is { } kind)
        {
            throw new ModelFormatException($"This is {kind.Name}, not an ONNX model. Name a model's file.", path, e);
        }
        catch (OnnxRuntimeException e)
        {
            string message = e.Message.Replace($"Load model from {path} failed:", "", StringComparison.Ordinal);
            throw new ModelFormatException($"ONNX Runtime does not load the model: {message}", path, e);
        }
    }

    /// <summary>What the file takes for 1, as far as the library reads it.</summary>
    private static int Maximum(Func<OnnxModel> load)
    {
        try
        {
            return load().LoadedAs!.InputMaximum;
        }
        catch (ModelFormatException)
        {
            return 1;
        }
    }
}
