using Emnist.Recognition.MLNet.Learning;
using Emnist.Recognition.MLNet.Normalization;
using Emnist.Recognition.MLNet.Scoring;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Reporting;
using Microsoft.ML;

namespace Emnist.Recognition.MLNet;

/// <summary>Handwritten characters in ML.NET's pipelines: <c>mlContext.Characters</c>.</summary>
/// <remarks>
/// <para>
/// What the stages add has fixed names, as with ML.NET's trainers: <c>Score</c>, <c>PredictedLabel</c> and <c>Status</c>. Between
/// their first and last step the stages use columns whose names begin with <c>emnist.</c> and <c>EmnistScore</c>, and for each
/// class a column of its name; columns of the data that are named so are refused.
/// </para>
/// <para>
/// A column that is missing or of another type is refused as ML.NET does it, with an <see cref="ArgumentOutOfRangeException"/>
/// when a pipeline is fitted, and an <see cref="InvalidOperationException"/> when rows are read.
/// </para>
/// <para>
/// The catalog and its stages are as safe to use from several threads as the context is. A <c>PredictionEngine</c> is not: in a
/// web application, use a <see cref="CharacterRecognizer"/>.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// var ml = new MLContext(seed: 1);
/// IDataView train = ml.Data.LoadEmnist(EmnistSplit.Balanced, DatasetPart.Train);
/// IDataView test = ml.Data.LoadEmnist(EmnistSplit.Balanced, DatasetPart.Test);
/// var pipeline = ml.Transforms.Conversion.MapValueToKey("Label")
///     .Append(ml.Characters.Normalize("Features", "Pixels"))
///     .Append(ml.Characters.Trainer(ReferenceNetworks.EmnistCnn));
/// ITransformer model = pipeline.Fit(train);
/// Console.WriteLine(ml.Characters.Evaluate(model.Transform(test)).ToMarkdown());
/// ml.Model.Save(model, train.Schema, "model.zip");
/// </code>
/// </example>
public sealed class CharacterCatalog
{
    private readonly MLContext _context;

    /// <summary>Creates the catalog: what <c>mlContext.Characters</c> does in C# 14.</summary>
    /// <param name="context">The context of the pipelines.</param>
    public CharacterCatalog(MLContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
    }

    /// <summary>Makes features of pictures, with the default options.</summary>
    /// <inheritdoc cref="Normalize(string, string, CharacterNormalizationOptions)"/>
    public IEstimator<ITransformer> Normalize(string outputColumnName, string inputColumnName) =>
        Normalize(outputColumnName, inputColumnName, new CharacterNormalizationOptions());

    /// <summary>
    /// Makes features of pictures: 784 floats of 28 x 28 pixels, row by row, 0 for the ground to 1 for ink, as
    /// <see cref="Imaging.CharacterNormalizer"/> draws them. Pictures are read when rows are. A <c>Status</c> column of text tells
    /// whether there is a character (<see cref="CharacterStatus"/>); where there is none, every feature is NaN, and a
    /// <see cref="Recognize(string)"/> of these features gives the row the same status.
    /// </summary>
    /// <param name="outputColumnName">The column of the features, new or replaced.</param>
    /// <param name="inputColumnName">
    /// The column of the pictures: the path of a picture file (text), the bytes of one (a vector of bytes without a fixed size), or
    /// the pixels of 28 x 28 (a vector of 784 bytes or floats), which are taken as they are unless the options say otherwise.
    /// </param>
    /// <param name="options">How; copied.</param>
    /// <exception cref="ArgumentException">
    /// A name is empty, or the output's begins with <c>emnist.</c>; or an option is out of its range.
    /// </exception>
    public IEstimator<ITransformer> Normalize(string outputColumnName, string inputColumnName, CharacterNormalizationOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);
        ArgumentNullException.ThrowIfNull(options);
        Stages.RequireOutput(outputColumnName);
        CharacterNormalizationOptions copy = options.Copy();
        copy.Validate();
        return new NormalizationEstimator(_context, outputColumnName, inputColumnName, copy);
    }

    /// <summary>Trains a known network as it was published, on the columns <c>Features</c> and <c>Label</c>.</summary>
    /// <param name="network">The network, such as <c>ReferenceNetworks.EmnistCnn</c>.</param>
    /// <inheritdoc cref="Trainer(Func{int, Network}, TrainerOptions, CharacterTrainerOptions)" path="/remarks"/>
    public IEstimator<CharacterPredictionTransformer> Trainer(ReferenceNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Trainer(network, network.Training);
    }

    /// <summary>Trains a known network on the columns <c>Features</c> and <c>Label</c>.</summary>
    /// <param name="network">The network, made for as many classes as the label has.</param>
    /// <param name="training">How to train; copied.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <inheritdoc cref="Trainer(Func{int, Network}, TrainerOptions, CharacterTrainerOptions)" path="/remarks"/>
    public IEstimator<CharacterPredictionTransformer> Trainer(ReferenceNetwork network, TrainerOptions training) =>
        Trainer(network, training, new CharacterTrainerOptions());

    /// <summary>Trains a known network.</summary>
    /// <param name="network">The network, made for as many classes as the label has.</param>
    /// <param name="training">How to train; copied. Its seed draws the first weights too.</param>
    /// <param name="options">Columns, progress and cancellation; copied.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <inheritdoc cref="Trainer(Func{int, Network}, TrainerOptions, CharacterTrainerOptions)" path="/remarks"/>
    public IEstimator<CharacterPredictionTransformer> Trainer(
        ReferenceNetwork network, TrainerOptions training, CharacterTrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(training);
        int seed = training.Seed;
        return Trainer(
            classes =>
            {
                Network created = network.Create(classes);
                created.Initialize(seed);
                return created;
            },
            training,
            options);
    }

    /// <summary>Trains layers of one's own, or tunes trained ones, on the columns <c>Features</c> and <c>Label</c>.</summary>
    /// <param name="network">
    /// The network, with as many outputs as the label has values. Each <c>Fit</c> trains a copy, from the weights that the network
    /// has at the time.
    /// </param>
    /// <param name="training">How to train; copied.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <inheritdoc cref="Trainer(Func{int, Network}, TrainerOptions, CharacterTrainerOptions)" path="/remarks"/>
    public IEstimator<CharacterPredictionTransformer> Trainer(Network network, TrainerOptions training) =>
        Trainer(network, training, new CharacterTrainerOptions());

    /// <summary>Trains layers of one's own, or tunes trained ones.</summary>
    /// <param name="network">
    /// The network, with as many outputs as the label has values. Each <c>Fit</c> trains a copy, from the weights that the network
    /// has at the time.
    /// </param>
    /// <param name="training">How to train; copied.</param>
    /// <param name="options">Columns, progress and cancellation; copied.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <inheritdoc cref="Trainer(Func{int, Network}, TrainerOptions, CharacterTrainerOptions)" path="/remarks"/>
    public IEstimator<CharacterPredictionTransformer> Trainer(Network network, TrainerOptions training, CharacterTrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Trainer(_ => Copy(network), training, options);
    }

    /// <summary>Trains a network that is made for the label's classes, on the columns <c>Features</c> and <c>Label</c>.</summary>
    /// <param name="network">Given the number of classes, makes a network with its first weights; called once a <c>Fit</c>.</param>
    /// <param name="training">How to train; copied.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <inheritdoc cref="Trainer(Func{int, Network}, TrainerOptions, CharacterTrainerOptions)" path="/remarks"/>
    public IEstimator<CharacterPredictionTransformer> Trainer(Func<int, Network> network, TrainerOptions training) =>
        Trainer(network, training, new CharacterTrainerOptions());

    /// <summary>Trains a network that is made for the label's classes.</summary>
    /// <param name="network">Given the number of classes, makes a network with its first weights; called once a <c>Fit</c>.</param>
    /// <param name="training">How to train; copied.</param>
    /// <param name="options">Columns, progress and cancellation; copied.</param>
    /// <remarks>
    /// <para>
    /// <c>Fit</c> reads the view once and holds all its rows in memory, with their labels: a byte for each feature of a column of
    /// bytes, and of floats that are all whole numbers of 255ths, as <see cref="Normalize(string, string)"/> makes them of pictures;
    /// four bytes for each feature of other floats, which are never rounded. <c>AppendCacheCheckpoint</c> would hold them a second
    /// time. It throws what <see cref="Recognition.Training.Trainer.Fit(Network, Recognition.Training.Datasets.ISampleSource)"/>
    /// throws, and an <see cref="InvalidOperationException"/> for a missing label, a feature that is not finite, or a view without
    /// rows.
    /// </para>
    /// <para>
    /// The same rows, options and first weights give the same network to the bit, on any number of threads: the seed is
    /// <see cref="TrainerOptions.Seed"/>. That of the context decides what ML.NET draws itself, as splits and shuffles, and
    /// changes nothing else. Epochs are told in <c>MLContext.Log</c>.
    /// </para>
    /// <para>
    /// The classes are the key values of the label, in their order, whether they occur or not; a key without values names them by
    /// number, from 0.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.Conversion.MapValueToKey("Label").Append(ml.Characters.Trainer(
    ///     classes => new Network(TensorShape.Image(28), new Flatten(), new Dense(classes)),
    ///     new TrainerOptions { Epochs = 5 },
    ///     new CharacterTrainerOptions { FeatureColumnName = "Pixels" }));
    /// TrainingHistory history = pipeline.Fit(train).LastTransformer.History!;
    /// </code>
    /// </example>
    public IEstimator<CharacterPredictionTransformer> Trainer(
        Func<int, Network> network, TrainerOptions training, CharacterTrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(options);
        CharacterTrainerOptions copy = options with { };
        copy.Validate();
        return new CharacterTrainer(_context, network, training, copy);
    }

    /// <summary>Recognises the characters in a column of pictures by the embedded model.</summary>
    /// <inheritdoc cref="Recognize(string, CharacterRecognitionOptions)"/>
    public IEstimator<CharacterPredictionTransformer> Recognize(string inputColumnName) =>
        Recognize(inputColumnName, new CharacterRecognitionOptions());

    /// <summary>Recognises the characters in a column of pictures by a model of one's own.</summary>
    /// <param name="inputColumnName">The column of the pictures, of a type that <see cref="Normalize(string, string)"/> takes.</param>
    /// <param name="model">The model; its parameters are those that it has now.</param>
    /// <inheritdoc cref="Recognize(string, CharacterRecognitionOptions)" path="/exception"/>
    public IEstimator<CharacterPredictionTransformer> Recognize(string inputColumnName, OnnxModel model) =>
        Recognize(inputColumnName, model, new CharacterRecognitionOptions());

    /// <summary>
    /// Recognises the characters in a column of pictures, without training: adds <c>Score</c>, <c>PredictedLabel</c> and
    /// <c>Status</c>, the same to the bit as <see cref="CharacterRecognizer"/> gives them one by one. A row without a character has
    /// NaN for every score and the missing key.
    /// </summary>
    /// <param name="inputColumnName">
    /// The column of the pictures, of a type that <see cref="Normalize(string, string)"/> takes; its features are taken as well.
    /// </param>
    /// <param name="options">Which model, and what it may answer; copied.</param>
    /// <exception cref="ArgumentException">
    /// A name is empty, or an option is out of its range; the model takes no images of 28 x 28, has more than 256 classes or one
    /// named like a column of the pipeline, or knows none of the characters.
    /// </exception>
    /// <exception cref="ModelFormatException">The model file is damaged, or none that the library can run.</exception>
    /// <exception cref="IOException">The model file cannot be read.</exception>
    /// <example>
    /// <code>
    /// IDataView files = ml.Data.LoadCharacterFiles("my-letters");
    /// var digits = new CharacterRecognitionOptions { Characters = CharacterSet.Digits };
    /// IDataView scored = ml.Characters.Recognize("Path", digits).Fit(files).Transform(files);
    /// </code>
    /// </example>
    public IEstimator<CharacterPredictionTransformer> Recognize(string inputColumnName, CharacterRecognitionOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);
        ArgumentNullException.ThrowIfNull(options);
        OnnxModel model = options.ModelPath is { } path ? OnnxModel.Load(path) : EmbeddedModel.Load();
        return Recognize(inputColumnName, model, options);
    }

    /// <summary>Recognises the characters in a column of pictures by a model of one's own.</summary>
    /// <param name="inputColumnName">The column of the pictures, of a type that <see cref="Normalize(string, string)"/> takes.</param>
    /// <param name="model">The model, used in place of the one that the options name; its parameters are those that it has now.</param>
    /// <param name="options">What it may answer; copied.</param>
    /// <inheritdoc cref="Recognize(string, CharacterRecognitionOptions)" path="/exception"/>
    public IEstimator<CharacterPredictionTransformer> Recognize(
        string inputColumnName, OnnxModel model, CharacterRecognitionOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        model = options.Apply(model);
        ScoreStage.Require(model);
        if (model.Network.InputShape.Length != CharacterPixels.Count || model.Network.InputShape is { Rank: 3, Width: not 28 })
        {
            throw new ArgumentException($"The model takes {model.Network.InputShape}; characters are [28, 28, 1].", nameof(model));
        }

        var saved = new SavedModel(model, RecognitionEstimator.FeaturesName, AllowedClasses(model, options.Characters));
        CharacterNormalizationOptions normalization = options.Normalization.Copy();
        normalization.Framing = model.InputForm?.Framing ?? normalization.Framing;
        return new RecognitionEstimator(_context, inputColumnName, saved, normalization, options.LabelColumnName);
    }

    /// <summary>
    /// Makes keys of labels in the order of given classes, so that an evaluation compares the same ones: ML.NET's
    /// <c>MapValueToKey</c> numbers labels as they occur.
    /// </summary>
    /// <param name="outputColumnName">The column of the keys, new or replaced.</param>
    /// <param name="inputColumnName">
    /// The column of the labels: text, or a key with values in any order. A label that is no class becomes the missing key, which
    /// ML.NET's <c>Evaluate</c> leaves out silently, and <see cref="Evaluate(IDataView)"/> refuses.
    /// </param>
    /// <param name="classNames">The classes, such as the <c>ClassNames</c> of a model.</param>
    /// <exception cref="ArgumentException">
    /// A name is empty, or the output's begins with <c>emnist.</c>; or there is no class.
    /// </exception>
    /// <example>
    /// <code>
    /// OnnxModel model = OnnxModel.Load("mine.onnx");
    /// var pipeline = ml.Characters.MapLabels("Label", "Label", model.ClassNames).Append(ml.Characters.Recognize("Path", model));
    /// </code>
    /// </example>
    public IEstimator<ITransformer> MapLabels(string outputColumnName, string inputColumnName, IReadOnlyList<string> classNames)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);
        ArgumentNullException.ThrowIfNull(classNames);
        Stages.RequireOutput(outputColumnName);
        string[] names = [.. classNames];
        return names.Length > 0 && !names.Any(string.IsNullOrEmpty)
            ? new LabelEstimator(_context, outputColumnName, inputColumnName, names)
            : throw new ArgumentException("There is at least one class, and each has a name.", nameof(classNames));
    }

    /// <summary>Measures the scores of a view, of the columns <c>Label</c> and <c>Score</c>.</summary>
    /// <inheritdoc cref="Evaluate(IDataView, string, string)"/>
    public EvaluationReport Evaluate(IDataView data) => Evaluate(data, "Label", ScoreStage.Score);

    /// <summary>
    /// Measures the scores of a view: besides what ML.NET's <c>Evaluate</c> tells, F1, kappa, calibration, confusion and the worst
    /// mistakes, as numbers and as a report. Labels and scores are compared by the classes' names, whatever the order of the keys.
    /// </summary>
    /// <param name="data">The view, read once. Labels and scores of all rows are in memory: four bytes for each row and class.</param>
    /// <param name="labelColumnName">The column of the labels: a key, or text.</param>
    /// <param name="scoreColumnName">The column of the scores: probabilities, in slots that have the classes' names.</param>
    /// <returns>
    /// The report. Rows without a character, whose scores are NaN, are counted as <see cref="EvaluationReport.Skipped"/> and are
    /// in no metric.
    /// </returns>
    /// <remarks>
    /// Where ML.NET has a figure too, it is equal, but that ML.NET counts the log-loss of a probability below 1e-15 as if it were
    /// that, and this library as far as a float goes.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidOperationException">A label is missing or no class, or no row has a character.</exception>
    /// <exception cref="ArgumentException">A score is not 0 to 1.</exception>
    /// <example>
    /// <code>
    /// EvaluationReport report = ml.Characters.Evaluate(scored);
    /// Console.WriteLine($"{report.Metrics.MacroAverage.F1:P1}, {report.Skipped} without a character");
    /// </code>
    /// </example>
    public EvaluationReport Evaluate(IDataView data, string labelColumnName, string scoreColumnName)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        ArgumentException.ThrowIfNullOrEmpty(scoreColumnName);
        return PipelineEvaluation.Evaluate(_context, data, labelColumnName, scoreColumnName);
    }

    /// <summary>
    /// The classes that a set allows, as the recognizer has it; null for all. What is no character, no set rules out. That saved
    /// pipelines know the classes and not the set lets them answer alike when the recognizer reads sets otherwise.
    /// </summary>
    /// <exception cref="ArgumentException">The set allows none.</exception>
    private static int[]? AllowedClasses(OnnxModel model, CharacterSet? characters) => characters is null
        ? null
        : [.. new CharacterRecognizer(model).GetCandidates(characters)
            .SelectMany(static candidate => candidate.Variants[0].Confidence is null
                ? [candidate.ClassName]
                : candidate.Variants.Select(static variant => variant.Character))
            .Append(OnnxModel.NonCharacter)
            .Select(name => model.ClassNames.ToList().IndexOf(name)).Where(static index => index >= 0).Order()];

    private static Network Copy(Network network)
    {
        var copy = new Network(network.InputShape, [.. network.Layers.Select(static layer => layer.Definition)]);
        copy.CopyWeightsFrom(network);
        foreach ((NetworkLayer layer, NetworkLayer from) in copy.Layers.Zip(network.Layers))
        {
            (layer.Trainable, layer.LearningRateMultiplier) = (from.Trainable, from.LearningRateMultiplier);
        }

        return copy;
    }
}
