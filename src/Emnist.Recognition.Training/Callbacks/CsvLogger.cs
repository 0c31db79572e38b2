using System.Globalization;
using System.Text;
using Emnist.Recognition.IO;

namespace Emnist.Recognition.Training.Callbacks;

/// <summary>
/// Writes the training's course to a CSV file, whole and anew after each epoch: Keras's callback of the same name, with the
/// columns <c>epoch</c> (from 1), <c>accuracy</c>, <c>loss</c>, <c>val_accuracy</c>, <c>val_loss</c> (the log-loss, see
/// <see cref="EpochResult.ValidationLoss"/>), <c>learning_rate</c>, <c>seconds</c> and <c>val_total_loss</c> (what Keras calls
/// <c>val_loss</c>, see <see cref="EpochResult.ValidationTotalLoss"/>); those of the validation are empty without one. A file that
/// cannot be written is refused before the first epoch; its folder is created. Immutable.
/// </summary>
public sealed class CsvLogger : TrainingCallback
{
    /// <summary>Creates the callback.</summary>
    /// <param name="path">The file, new or to be replaced.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    public CsvLogger(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    internal override string? Description => null;

    internal override string OutputPath => Path;

    internal override void Validate()
    {
    }

    internal override CallbackState Start() => new State(Path);

    private sealed class State : CallbackState
    {
        private readonly string _path;

        public State(string path)
        {
            AtomicFile.Probe(path);
            _path = path;
        }

        public override void OnEpochEnd(CallbackContext context)
        {
            var text = new StringBuilder("epoch,accuracy,loss,val_accuracy,val_loss,learning_rate,seconds,val_total_loss\n");
            foreach (EpochResult result in context.Epochs)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{result.Epoch},{result.Accuracy},{result.Loss},{result.ValidationAccuracy},{result.ValidationLoss},");
                text.Append(CultureInfo.InvariantCulture, $"{result.LearningRate},{result.Duration.TotalSeconds:F3},{result.ValidationTotalLoss}\n");
            }

            AtomicFile.Write(_path, stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));
        }
    }
}
