using System.Collections.ObjectModel;
using System.Globalization;
using System.Text;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.IO;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx;

/// <summary>
/// A network with the names of its classes, as it is stored in an ONNX file: the library's only model format, which
/// ONNX Runtime and ML.NET read as well.
/// </summary>
/// <remarks>
/// <para>The file's input is a float tensor [batch, channels, height, width] with pixels scaled to 0 to 1, or [batch,
/// length] for a network of vectors; its output is [batch, classes]; the batch may have any size. It is written with
/// operator set 13; <see cref="OnnxExportOptions"/> give it other forms. Layers, names, shapes and parameters come back as
/// they were, bit by bit; what only a training needs, <c>KernelInitializer</c>, <c>KernelL1</c> and <c>KernelL2</c>, is not
/// stored and comes back as the default.</para>
/// <para>Files of other exporters are read too, with operator sets 7 to 25, as far as the library has layers for their
/// operators; docs/onnx.md lists them. The network takes 0 to 1, as all of the library's: of a file that wants 0 to 255, that
/// much of its scaling is left out.</para>
/// <para>The file does not tell what images the network was trained on, unless its metadata has <see cref="InputFormKey"/>, as this
/// library writes it: see <see cref="InputForm"/>.</para>
/// <para>The model is immutable but for the network's parameters. Any number of threads may save one model as long as
/// none changes these.</para>
/// </remarks>
/// <example>
/// <code>
/// var model = new OnnxModel(network, ["0", "1", "2"]);
/// model.Save("mine.onnx");
/// OnnxModel loaded = OnnxModel.Load("mine.onnx");
/// Console.WriteLine(loaded); // 3 classes, Network [28, 28, 1] -> [3], 2,355 parameters, 2 layers
/// </code>
/// </example>
public sealed class OnnxModel
{
    /// <summary>
    /// The key in the file's <c>metadata_props</c> under which a JSON array of strings names the classes in the order of
    /// the outputs.
    /// </summary>
    public const string ClassNamesKey = "emnist_recognition.class_names";

    /// <summary>
    /// The key in the file's <c>metadata_props</c> of <see cref="InputForm"/>: a JSON object such as
    /// <c>{"ground":0,"ink":1,"transposed":false,"framing":"emnist"}</c> for the images that the file's input takes. The framing is
    /// <c>emnist</c> or <c>mnist</c>; what is left out is as here.
    /// </summary>
    public const string InputFormKey = "emnist_recognition.input_form";

    /// <summary>The key in <see cref="Metadata"/> of <see cref="NormalizerVersion"/>.</summary>
    public const string NormalizerVersionKey = "emnist_recognition.normalizer_version";

    /// <summary>
    /// The name of the class of what is no single character, where a model has one: U+FFFD, Unicode's character for what could not be
    /// told. A recognizer never answers it: it makes <see cref="PredictionStatus.NotACharacter"/> of it.
    /// </summary>
    public const string NonCharacter = "\uFFFD";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Creates a model without facts about it.</summary>
    /// <param name="network">A network that ends in a vector; it is kept, not copied.</param>
    /// <param name="classNames">A name for each output: none empty, no two alike.</param>
    /// <exception cref="ArgumentNullException">An argument or a name is null.</exception>
    /// <exception cref="ArgumentException">
    /// The network ends in an image, has a layer with an empty name, or is larger than <see cref="Load(string)"/>
    /// allows; the names are not as they must be, or have more than a million characters; or a text is not well-formed UTF-16.
    /// </exception>
    public OnnxModel(Network network, IReadOnlyList<string> classNames)
        : this(network, classNames, ReadOnlyDictionary<string, string>.Empty)
    {
    }

    /// <summary>Creates a model.</summary>
    /// <param name="network">A network that ends in a vector; it is kept, not copied.</param>
    /// <param name="classNames">A name for each output: none empty, no two alike.</param>
    /// <param name="metadata">
    /// Facts about the model, stored with it; no key is empty, <see cref="ClassNamesKey"/> or <see cref="InputFormKey"/>.
    /// </param>
    /// <exception cref="ArgumentNullException">An argument, a name or a fact is null.</exception>
    /// <exception cref="ArgumentException">
    /// The network ends in an image, has a layer with an empty name, or is larger than <see cref="Load(string)"/>
    /// allows; the names or the facts are not as they must be, or have more than a million characters; or a text is not well-formed UTF-16.
    /// </exception>
    public OnnxModel(Network network, IReadOnlyList<string> classNames, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(metadata);
        CheckNetwork(network);
        CheckNames(classNames, network.OutputShape.Length, nameof(classNames));
        CheckMetadata(metadata);
        if (classNames.Concat(metadata.Keys).Concat(metadata.Values).Sum(static text => (long)text.Length) > ModelLimits.TextLength)
        {
            throw new ArgumentException($"The class names and facts have more than {ModelLimits.TextLength} characters.", nameof(metadata));
        }

        Network = network;
        ClassNames = Array.AsReadOnly(classNames.ToArray());
        Metadata = new ReadOnlyDictionary<string, string>(new Dictionary<string, string>(metadata, StringComparer.Ordinal));
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The names of the classes, in the order of the network's outputs.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Facts about the model, such as how it was trained.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>
    /// The version of the image normalization that the network was trained behind; null where the model does not give
    /// one, or not as a whole number.
    /// </summary>
    public int? NormalizerVersion => ReadNormalizerVersion(Metadata);

    /// <summary>
    /// The form of the images that <see cref="Network"/> takes, a copy each time; stored with the model. Null where it is not known:
    /// the file does not tell it, and has no <see cref="NormalizerVersion"/>, which means <see cref="InputForm.Emnist"/>. Recognizers
    /// take <see cref="InputForm.Emnist"/> then, and read nonsense where that is wrong, unless
    /// <see cref="RecognizerOptions.InputForm"/> says better.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A value of the form is out of its range.</exception>
    public InputForm? InputForm
    {
        get => DeclaredForm is { } form ? form with { } : NormalizerVersion is null ? null : InputForm.Emnist;
        init => DeclaredForm = value?.ToValidated();
    }

    /// <summary>The form that was given, apart from what <see cref="NormalizerVersion"/> means: what is stored.</summary>
    internal InputForm? DeclaredForm { get; private init; }

    /// <summary>
    /// The form of the file that the model was loaded from, a copy each time; null for a model that was not loaded. It says nothing
    /// of <see cref="Network"/>, which takes 0 to 1 and batches of any size whatever the file takes. Its operator set may be
    /// older than those that are written: 7 or more. Of a file that ends in LogSoftmax, <see cref="OnnxExportOptions.Softmax"/> is false,
    /// though the network ends in a softmax.
    /// </summary>
    public OnnxExportOptions? LoadedAs
    {
        get => field is null ? null : field with { };
        internal init;
    }

    /// <summary>
    /// What the file takes that the model was loaded from, as that declares it: <c>float [batch, 1, 28, 28]</c>, or
    /// <c>uint8 [1, 28, any, 1]</c> where it takes one image, channels last, of any width; null for a model that was not loaded.
    /// </summary>
    public string? LoadedInput { get; internal init; }

    /// <summary>
    /// Reads a model from a file, and from those in its folder that hold some of its weights: of at most 256 MB in all.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>
    /// The model. Where the file does not name the classes, they are named for their places: <c>0</c>, <c>1</c> and so on.
    /// </returns>
    /// <exception cref="ModelFormatException">
    /// The file is damaged, larger than that, holds weights that are not finite, or is a network that the library cannot run:
    /// one with other operators, more than 1,024 layers, 60 million parameters or 4 million values between two layers, a
    /// window of more than 4,096 pixels a side, windows of more than 16 million places in all, more than 65,536 outputs, or a
    /// prediction for which more than 33 million values are kept at a time or more than 68 billion multiplications are done. The
    /// exception has the file, and the byte or node where they are known.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read, or is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static OnnxModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = InputFile.Open(
            path, bufferSize: 4096, FileOptions.None,
            () => new ModelFormatException($"{InputFile.Problem} Name a model's file.", path, null));
        try
        {
            return ModelFile.Read(stream, Path.GetDirectoryName(Path.GetFullPath(path)));
        }
        catch (ModelFormatException e)
        {
            e.Path = path;
            throw;
        }
    }

    /// <summary>
    /// Reads a model from where a stream stands to its end; as <see cref="Load(string)"/>, but no other files. The stream stays open.
    /// </summary>
    /// <param name="stream">The stream, which need not seek.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ModelFormatException">The bytes are no model, or none that the library can run.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static OnnxModel Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ModelFile.Read(stream, folder: null);
    }

    /// <summary>
    /// Writes the model to a file, whole or not at all: to a new file in the same folder, which then takes the place of
    /// the old one. Where that fails, the old file stays as it was. A folder that is missing is created.
    /// </summary>
    /// <param name="path">The file, new or to be replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, Save);
    }

    /// <summary>Writes the model to a stream, which stays open. The same model gives the same bytes.</summary>
    /// <param name="stream">The stream.</param>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ModelFile.Write(this, new OnnxExportOptions(), stream);
    }

    /// <summary>Writes the model to a file in another form, whole or not at all, as <see cref="Save(string)"/> does.</summary>
    /// <param name="path">The file, new or to be replaced.</param>
    /// <param name="options">The form of the file.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is out of its range.</exception>
    /// <exception cref="ArgumentException">
    /// A softmax more is no longer a network that is stored: one of at most 1,024 layers.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path, OnnxExportOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        OnnxExportOptions own = options.ToValidated();
        AtomicFile.Write(path, stream => ModelFile.Write(this, own, stream));
    }

    /// <summary>Writes the model to a stream in another form. The stream stays open; the same model and form give the same bytes.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="options">The form of the file.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is out of its range.</exception>
    /// <exception cref="ArgumentException">
    /// A softmax more is no longer a network that is stored: one of at most 1,024 layers.
    /// </exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Save(Stream stream, OnnxExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        ModelFile.Write(this, options.ToValidated(), stream);
    }

    /// <summary>The same model with other names of its classes, for files that do not tell them.</summary>
    /// <param name="classes">
    /// <para>The name of a data set, in capitals or small letters: <c>mnist</c> or <c>digits</c>; <c>letters</c>, EMNIST's 26 in
    /// capitals, or 27 with <c>N/A</c> before them, as torchvision counts them; <c>balanced</c> or <c>bymerge</c>, 47, without
    /// the small forms that differ by size alone; <c>byclass</c>, 62.</para>
    /// <para>Or a file in UTF-8 that has a name a line, or is one of EMNIST's <c>*-mapping.txt</c>.</para>
    /// <para>Or the names themselves, with spaces or commas between them; where there are none of these, each character is a name:
    /// <c>0123456789ABCDEF</c>.</para>
    /// </param>
    /// <returns>A model of the same <see cref="Network"/>, which is not copied.</returns>
    /// <exception cref="ArgumentException">The names are not as many as the network has outputs, or two are alike.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <example>
    /// <code>
    /// OnnxModel model = OnnxModel.Load("theirs.onnx").WithClasses("balanced");
    /// </code>
    /// </example>
    public OnnxModel WithClasses(string classes)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(classes);
        return new OnnxModel(Network, ParseClasses(classes, Network.OutputShape.Length), Metadata)
        {
            InputForm = DeclaredForm,
            LoadedAs = LoadedAs,
            LoadedInput = LoadedInput,
        };
    }

    /// <summary>
    /// Reads the names of the classes from an ONNX file's metadata, for an <see cref="ICharacterClassifier"/> that has another engine run
    /// the file; <see cref="Load(string)"/> has read them already.
    /// </summary>
    /// <param name="metadata">The file's <c>metadata_props</c>.</param>
    /// <param name="count">The file's outputs.</param>
    /// <returns>The names in the order of the outputs; null where <see cref="ClassNamesKey"/> is not there.</returns>
    /// <exception cref="ModelFormatException">
    /// It is no JSON array of as many strings, one is empty, or two are alike.
    /// </exception>
    public static IReadOnlyList<string>? ReadClassNames(IReadOnlyDictionary<string, string> metadata, int count)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        if (!metadata.TryGetValue(ClassNamesKey, out string? list))
        {
            return null;
        }

        IReadOnlyList<string> names = ClassNameList.Parse(new MetadataProto(ClassNamesKey, list), count);
        try
        {
            CheckNames(names, count, nameof(metadata));
            return names;
        }
        catch (ArgumentException e)
        {
            throw new ModelFormatException($"Metadata '{ClassNamesKey}': {e.Message}", e);
        }
    }

    /// <summary>
    /// Reads the form of the images from an ONNX file's metadata, for an <see cref="ICharacterClassifier"/> that has another engine run
    /// the file; <see cref="Load(string)"/> has read it already, as <see cref="InputForm"/>.
    /// </summary>
    /// <param name="metadata">The file's <c>metadata_props</c>.</param>
    /// <param name="inputMaximum">What the file is given for what the classifier is given as 1: 1, or 255 for bytes.</param>
    /// <returns>
    /// The form that the classifier takes, a new object; null where neither <see cref="InputFormKey"/> nor
    /// <see cref="NormalizerVersionKey"/> is there.
    /// </returns>
    /// <exception cref="ModelFormatException">It is no such JSON object, or has a value out of its range.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inputMaximum"/> is neither 1 nor 255.</exception>
    public static InputForm? ReadInputForm(IReadOnlyDictionary<string, string> metadata, int inputMaximum)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        if (inputMaximum is not (1 or 255))
        {
            throw new ArgumentOutOfRangeException(nameof(inputMaximum), inputMaximum, "A file is given 1 or 255.");
        }

        return metadata.TryGetValue(InputFormKey, out string? form)
            ? InputFormText.Parse(new MetadataProto(InputFormKey, form), inputMaximum)
            : ReadNormalizerVersion(metadata) is null ? null : InputForm.Emnist;
    }

    /// <summary>Classes and network, such as <c>47 classes, Network [28, 28, 1] -> [47], 595,791 parameters, 12 layers</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ClassNames.Count} classes, {Network}");

    private static void CheckNetwork(Network network)
    {
        if (network.OutputShape.Rank != 1)
        {
            throw new ArgumentException(
                $"The network's output {network.OutputShape} is an image: end it in a vector of classes.", nameof(network));
        }

        if (ModelLimits.Problem(network) is { } problem)
        {
            throw new ArgumentException($"The network is too large to be stored: {problem}.", nameof(network));
        }

        foreach (NetworkLayer layer in network.Layers)
        {
            CheckName(layer.Name, "A layer's name", nameof(network));
        }
    }

    internal static int? ReadNormalizerVersion(IReadOnlyDictionary<string, string> metadata) =>
        metadata.TryGetValue(NormalizerVersionKey, out string? text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : null;

    /// <summary>Names as <see cref="WithClasses"/> takes them, of so many classes.</summary>
    internal static IReadOnlyList<string> ParseClasses(string classes, int count) => ClassNameText.Parse(classes, count, nameof(classes));

    /// <exception cref="ArgumentException">The names are not so many, one is empty, or two are alike.</exception>
    internal static void CheckNames(IReadOnlyList<string> classNames, int count, string parameterName)
    {
        if (classNames.Count != count)
        {
            throw new ArgumentException($"There are {classNames.Count} class names for the network's {count} outputs.", parameterName);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in classNames)
        {
            CheckText(name, "A class name", parameterName);
            if (!seen.Add(name))
            {
                throw new ArgumentException($"Two classes are named '{name}': give each a name of its own.", parameterName);
            }
        }
    }

    private static void CheckMetadata(IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count >= ModelLimits.MetadataEntries)
        {
            throw new ArgumentException(
                $"There are {metadata.Count} facts; below {ModelLimits.MetadataEntries} are stored.", nameof(metadata));
        }

        foreach ((string key, string value) in metadata)
        {
            CheckName(key, "A key", nameof(metadata));
            CheckEncoding(value, $"The fact '{key}'", nameof(metadata));
            if (key is ClassNamesKey or InputFormKey)
            {
                throw new ArgumentException($"The key '{key}' is kept for what the model itself says.", nameof(metadata));
            }
        }
    }

    private static void CheckName(string name, string what, string parameterName)
    {
        CheckText(name, what, parameterName);
        if (name.Length > ModelLimits.NameLength)
        {
            throw new ArgumentException($"{what} has more than {ModelLimits.NameLength} characters.", parameterName);
        }
    }

    private static void CheckText(string text, string what, string parameterName)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, parameterName);
        CheckEncoding(text, what, parameterName);
    }

    private static void CheckEncoding(string text, string what, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(text, parameterName);
        try
        {
            StrictUtf8.GetByteCount(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException($"{what} has half of a surrogate pair.", parameterName, e);
        }
    }
}
