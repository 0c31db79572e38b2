using System.Globalization;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.IO;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Training.Callbacks;

/// <summary>
/// Saves the network as ONNX at the end of epochs: Keras's callback of the same name. A file is written whole or not at all;
/// one that cannot be written is refused before the first epoch, and its folder is created.
/// To go on with a training that was cut, see <see cref="TrainerOptions.CheckpointFolder"/>. Immutable.
/// </summary>
/// <example>
/// <code>
/// var options = new TrainerOptions
/// {
///     ValidationFraction = 0.1,
///     Callbacks = [new ModelCheckpoint("best.onnx") { SaveBestOnly = true, Monitor = MonitoredMetric.ValidationAccuracy }],
/// };
/// </code>
/// </example>
public sealed class ModelCheckpoint : TrainingCallback
{
    /// <summary>Creates the callback.</summary>
    /// <param name="path">The file; <c>{epoch}</c> in it stands for the epoch's number, from 1, with at least two digits.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    public ModelCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = path;
    }

    /// <summary>The file; <c>{epoch}</c> in it stands for the epoch's number.</summary>
    public string Path { get; }

    /// <summary>Whether only an epoch better than all before is saved.</summary>
    /// <value>Default: false, and every epoch is.</value>
    public bool SaveBestOnly { get; init; }

    /// <summary>The metric by which epochs are compared where <see cref="SaveBestOnly"/> is set.</summary>
    /// <value>Default: the validation loss.</value>
    public MonitoredMetric Monitor { get; init; }

    /// <summary>The form of the images that are trained on, to be stored with the network: <see cref="OnnxModel.InputForm"/>.</summary>
    /// <value>Default: null, and the file does not tell it.</value>
    public InputForm? InputForm { get; init; }

    internal override MonitoredMetric? Watched => SaveBestOnly ? Monitor : null;

    internal override string Description => SaveBestOnly ? $"model of the best {BestMetric.Describe(Monitor)}" : "model of every epoch";

    internal override string OutputPath => Path;

    internal override void Validate()
    {
        BestMetric.Validate(Monitor, 0);
        _ = InputForm?.ToValidated();
    }

    internal override CallbackState Start() => new State(this);

    private sealed class State : CallbackState
    {
        private readonly ModelCheckpoint _options;
        private readonly BestMetric _best;

        public State(ModelCheckpoint options)
        {
            AtomicFile.Probe(PathOf(options, 1));
            _options = options;
            _best = new BestMetric(options.Monitor, 0);
        }

        public override void OnEpochEnd(CallbackContext context)
        {
            if (!_options.SaveBestOnly || _best.Improves(context.Last))
            {
                new OnnxModel(context.Network, context.ClassNames) { InputForm = _options.InputForm }
                    .Save(PathOf(_options, context.Last.Epoch));
            }
        }

        private static string PathOf(ModelCheckpoint options, int epoch) =>
            options.Path.Replace("{epoch}", epoch.ToString("00", CultureInfo.InvariantCulture), StringComparison.Ordinal);

        public override void Save(BinaryWriter writer) => _best.Save(writer);

        public override void Load(BinaryReader reader, CallbackContext context) => _best.Load(reader);
    }
}
