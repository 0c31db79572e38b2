using System.CommandLine;
using Emnist.Recognition.Tool.Training;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Callbacks;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The options that say how to train; what they leave open is as the network's preset has it.</summary>
internal sealed class TrainerSettings
{
    private readonly Option<int?> _epochs = NumberOption.Whole("--epochs", 1, "Passes over the images.");
    private readonly Option<int?> _batchSize = NumberOption.Whole("--batch-size", 1, "The mini-batch size, in images.");

    private readonly Option<string?> _optimizer = new("--optimizer")
    {
        HelpName = "adam|adamw|rmsprop|sgd",
        Description = "How the weights change, with Keras's settings and rate; sgd with Nesterov's momentum of 0.9.",
    };

    private readonly Option<float?> _learningRate = NumberOption.Real(
        "--learning-rate", static rate => rate > 0 && float.IsFinite(rate), "a number above 0", "The highest learning rate; the schedule stays.");

    private readonly Option<string?> _schedule = new("--schedule")
    {
        HelpName = "constant|cosine|one-cycle",
        Description = "The course of the learning rate.",
    };

    private readonly Option<float?> _weightDecay = NumberOption.Real(
        "--weight-decay", static decay => decay >= 0 && float.IsFinite(decay), "a number from 0", "The decay of adamw, which it chooses.");

    private readonly Option<float?> _smoothing = NumberOption.Real(
        "--label-smoothing", static share => share is >= 0 and < 1, "a number from 0 to below 1",
        "The share of each target that is spread over all classes.");

    private readonly Option<float?> _average = NumberOption.Real(
        "--weight-average", static momentum => momentum is >= 0 and < 1, "a number from 0 to below 1",
        "The momentum of the average of the weights that is kept, such as 0.999; 0 for none.");

    private readonly Option<string?> _augmentation = new("--augmentation")
    {
        HelpName = "none|handwriting|redrawing",
        Description = "How images are changed at random.",
    };

    private readonly Option<float?> _nonCharacters = NumberOption.Real(
        "--non-characters", static share => share is >= 0 and <= 0.9f, "a number from 0 to 0.9",
        "The share of images that are replaced by something that is no single character, such as 0.08. The model has a class for it, "
        + "and a recognizer then refuses such pictures.");

    private readonly Option<float?> _validation = NumberOption.Real(
        "--validation", static share => share is >= 0 and < 1, "a number from 0 to below 1",
        "The share of each class that is held out to measure each epoch by; 0 for none, and nothing that needs them, such as calibration.");

    private readonly Option<int?> _patience = NumberOption.Whole(
        "--patience", 1, "Stops after so many epochs without a lower loss on the images held out, and keeps the weights of the epoch "
        + "with the lowest; in place of the network's own early stopping.");

    private readonly Option<bool> _balanceClasses = new("--balance-classes")
    {
        Description = "Draws every class equally often, whatever its number of images.",
    };

    private readonly Option<bool> _calibrate = new("--calibrate")
    {
        Description = "Makes the confidence what it is worth: the logits are divided by the temperature that fits the images held out.",
    };

    private readonly Option<int?> _samples = NumberOption.Whole("--samples-per-epoch", 1, "Images of an epoch. Default: as many as there are.");
    private readonly Option<int?> _seed = NumberOption.Whole(
        "--seed", int.MinValue, "The seed of all that is random. Default: the network's own. The same seed gives the same weights.");
    private readonly Option<int?> _threads = NumberOption.Whole(
        "--threads", 1, "Threads at work. Default: as many as processors. The weights do not depend on it.");

    private readonly Option<string?> _checkpoint = new("--checkpoint")
    {
        HelpName = "DIR",
        Description = "Keeps the training's state in this folder after each epoch.",
    };

    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Goes on from the state in --checkpoint, where there is one; the other options must be the same, but for "
            + "--epochs, --threads and --calibrate.",
    };

    private readonly Option<string?> _log = new("--log")
    {
        HelpName = "FILE",
        Description = "Writes loss and accuracy of each epoch to a CSV file, which 'emnist report --history' draws.",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[]
            {
                _epochs, _batchSize, _optimizer, _learningRate, _schedule, _weightDecay, _smoothing, _average, _augmentation, _nonCharacters,
                _validation, _patience, _balanceClasses, _calibrate, _samples, _seed, _threads, _checkpoint, _resume, _log,
            })
        {
            command.Add(option);
        }
    }

    /// <summary>The preset as the options change it. Nothing is tried: see <see cref="PrepareOutputs"/>.</summary>
    /// <exception cref="ToolException">The options do not go together.</exception>
    public TrainerOptions Read(ParseResult parsed, TrainerOptions preset)
    {
        string? checkpoint = parsed.GetValue(_checkpoint);
        if (parsed.GetValue(_resume) && checkpoint is null)
        {
            throw ToolException.Usage("--resume needs --checkpoint, the folder that holds the training's state.");
        }

        TrainerOptions changed = Changes(parsed).Apply(preset);
        bool calibrate = parsed.GetValue(_calibrate);
        double validation = Math.Round((double?)parsed.GetValue(_validation) ?? preset.ValidationFraction, 6);
        Option? needy = calibrate ? _calibrate : parsed.GetValue(_patience) is not null ? _patience : null;
        if (needy is not null && validation == 0)
        {
            throw ToolException.Usage($"{needy.Name} needs images that are held out: give --validation a share above 0.");
        }

        return changed with
        {
            Epochs = parsed.GetValue(_epochs) ?? preset.Epochs,
            ValidationFraction = validation,
            BalanceClasses = parsed.GetValue(_balanceClasses) || preset.BalanceClasses,
            SamplesPerEpoch = parsed.GetValue(_samples) ?? preset.SamplesPerEpoch,
            Seed = parsed.GetValue(_seed) ?? preset.Seed,
            MaxDegreeOfParallelism = parsed.GetValue(_threads) ?? preset.MaxDegreeOfParallelism,
            CalibrateConfidence = calibrate || (preset.CalibrateConfidence && validation > 0),
            Callbacks = Callbacks(parsed, preset, validation > 0),
            CheckpointFolder = checkpoint,
            Resume = parsed.GetValue(_resume),
        };
    }

    /// <summary>Tries the files that the training writes on its way, and gives their paths.</summary>
    /// <exception cref="ToolException">One cannot be written.</exception>
    public IReadOnlyList<(string Option, string? Path)> PrepareOutputs(ParseResult parsed)
    {
        string? log = parsed.GetValue(_log) is { } file ? OutputFile.Prepare(file, _log.Name) : null;
        string? state = parsed.GetValue(_checkpoint) is { } folder
            ? OutputFile.Prepare(
                Path.Combine(OutputFile.PrepareFolder(folder, _checkpoint.Name), TrainerOptions.CheckpointFileName), _checkpoint.Name)
            : null;
        return [(_log.Name, log), (_checkpoint.Name, state)];
    }

    private TrainingChanges Changes(ParseResult parsed) => new()
    {
        Optimizer = parsed.GetValue(_optimizer),
        LearningRate = parsed.GetValue(_learningRate),
        Schedule = parsed.GetValue(_schedule),
        WeightDecay = parsed.GetValue(_weightDecay),
        BatchSize = parsed.GetValue(_batchSize),
        LabelSmoothing = parsed.GetValue(_smoothing),
        WeightAverage = parsed.GetValue(_average),
        Augmentation = parsed.GetValue(_augmentation),
        NonCharacters = parsed.GetValue(_nonCharacters),
    };

    private List<TrainingCallback> Callbacks(ParseResult parsed, TrainerOptions preset, bool hasValidation)
    {
        List<TrainingCallback> callbacks = [.. preset.Callbacks.Where(callback => hasValidation || !callback.NeedsValidation)];
        if (parsed.GetValue(_patience) is { } patience)
        {
            callbacks.RemoveAll(static callback => callback is EarlyStopping);
            callbacks.Add(new EarlyStopping { Patience = patience, RestoreBestWeights = true });
        }

        if (parsed.GetValue(_log) is { } log)
        {
            callbacks.Add(new CsvLogger(Path.GetFullPath(log)));
        }

        return callbacks;
    }
}
