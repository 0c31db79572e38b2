using System.Globalization;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Training.Callbacks;

/// <summary>
/// Saves the network as ONNX at the end of epochs: Keras's callback of the same name. A file is written whole or not at all.
/// To go on with a training that was cut, see <see cref="TrainerOptions.CheckpointFolder"/>. Immutable.
/// </summary>
public sealed record ModelCheckpoint : TrainingCallback
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

    /// <summary>Whether only an epoch better than all before is saved. Default: false, and every epoch is.</summary>
    public bool SaveBestOnly { get; init; }

    /// <summary>By what epochs are better where <see cref="SaveBestOnly"/> is set. Default: the validation loss.</summary>
    public MonitoredMetric Monitor { get; init; }

    internal override MonitoredMetric? Watched => SaveBestOnly ? Monitor : null;

    internal override string? Description => $"{nameof(ModelCheckpoint)} {SaveBestOnly} {Monitor}";

    internal override void Validate() => Watch.Validate(Monitor, 0);

    internal override CallbackState Start()
    {
        OutputFolder.Create(Path);
        return new State(this);
    }

    private sealed class State(ModelCheckpoint options) : CallbackState
    {
        private readonly Watch _watch = new(options.Monitor, 0);

        public override void OnEpochEnd(EpochEnd epoch)
        {
            if (!options.SaveBestOnly || _watch.Improves(epoch.Last))
            {
                string number = epoch.Last.Epoch.ToString("00", CultureInfo.InvariantCulture);
                new OnnxModel(epoch.Network, epoch.ClassNames).Save(options.Path.Replace("{epoch}", number, StringComparison.Ordinal));
            }
        }

        public override void Save(BinaryWriter writer) => _watch.Save(writer);

        public override void Load(BinaryReader reader, Network network) => _watch.Load(reader);
    }
}
