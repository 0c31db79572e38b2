using System.CommandLine;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The options that say how to train; what they leave open is as the network was published.</summary>
internal sealed class TrainerSettings
{
    private readonly Option<int?> _epochs = NumberOption.Whole("--epochs", 1, "Passes over the images.");
    private readonly Option<int?> _batchSize = NumberOption.Whole("--batch-size", 1, "Images between two changes of the weights.");

    private readonly Option<string?> _optimizer = new("--optimizer")
    {
        HelpName = "adam|adamw|sgd",
        Description = "How the weights change, with Keras's settings; sgd without momentum.",
    };

    private readonly Option<float?> _learningRate = NumberOption.Real(
        "--learning-rate", static rate => rate > 0 && float.IsFinite(rate), "a number above 0", "A constant rate, in place of the network's own or the optimizer's.");

    private readonly Option<float?> _validation = NumberOption.Real(
        "--validation", static share => share is >= 0 and < 1, "a number from 0 to below 1", "The share of each class that is held out to measure each epoch by; 0 for none.");

    private readonly Option<bool> _balanceClasses = new("--balance-classes")
    {
        Description = "Draws every class equally often, whatever its number of images.",
    };

    private readonly Option<int?> _samples = NumberOption.Whole("--samples-per-epoch", 1, "Images of an epoch. Default: as many as there are.");
    private readonly Option<int?> _seed = NumberOption.Whole("--seed", int.MinValue, "The seed of all that is random. Default: 0. The same seed gives the same weights.");
    private readonly Option<int?> _threads = NumberOption.Whole("--threads", 1, "Threads at work. Default: as many as processors. The weights do not depend on it.");

    private readonly Option<string?> _checkpoint = new("--checkpoint")
    {
        HelpName = "DIR",
        Description = "Keeps the training's state in this folder after each epoch.",
    };

    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Goes on from the state in --checkpoint, where there is one; the other options must be the same, but for --epochs and --threads.",
    };

    private readonly Option<string?> _log = new("--log")
    {
        HelpName = "FILE",
        Description = "Writes loss and accuracy of each epoch to a CSV file, which 'emnist report --history' draws.",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[]
            { _epochs, _batchSize, _optimizer, _learningRate, _validation, _balanceClasses, _samples, _seed, _threads, _checkpoint, _resume, _log })
        {
            command.Add(option);
        }
    }

    /// <exception cref="ToolException">The options do not go together.</exception>
    public TrainerOptions Read(ParseResult parsed, TrainerOptions preset)
    {
        string? checkpoint = parsed.GetValue(_checkpoint);
        if (parsed.GetValue(_resume) && checkpoint is null)
        {
            throw ToolException.Usage("--resume needs --checkpoint, the folder that holds the training's state.");
        }

        return preset with
        {
            Epochs = parsed.GetValue(_epochs) ?? preset.Epochs,
            BatchSize = parsed.GetValue(_batchSize) ?? preset.BatchSize,
            Optimizer = ReadOptimizer(parsed, preset.Optimizer),
            ValidationFraction = Math.Round((double?)parsed.GetValue(_validation) ?? preset.ValidationFraction, 6),
            BalanceClasses = parsed.GetValue(_balanceClasses) || preset.BalanceClasses,
            SamplesPerEpoch = parsed.GetValue(_samples) ?? preset.SamplesPerEpoch,
            Seed = parsed.GetValue(_seed) ?? preset.Seed,
            MaxDegreeOfParallelism = parsed.GetValue(_threads) ?? preset.MaxDegreeOfParallelism,
            Callbacks = parsed.GetValue(_log) is { } log ? [.. preset.Callbacks, new CsvLogger(log)] : preset.Callbacks,
            CheckpointFolder = checkpoint,
            Resume = parsed.GetValue(_resume),
        };
    }

    private Optimizer ReadOptimizer(ParseResult parsed, Optimizer preset)
    {
        Optimizer optimizer = parsed.GetValue(_optimizer) switch
        {
            null => preset,
            "adam" => new Adam(),
            "adamw" => new AdamW(),
            "sgd" => new Sgd(),
            var other => throw ToolException.Usage($"--optimizer is adam, adamw or sgd, not '{other}'."),
        };
        return parsed.GetValue(_learningRate) is { } rate ? optimizer with { LearningRate = rate } : optimizer;
    }
}
