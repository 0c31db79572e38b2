using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tool.Models;
using Emnist.Recognition.Tool.Progress;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Datasets;
using static System.FormattableString;

namespace Emnist.Recognition.Tool.Training;

/// <summary>Trains a network and saves it.</summary>
internal sealed class NetworkTraining(NetworkStart start, TrainerOptions options, TrainingSet set, IReadOnlyList<NamedModel> teachers)
{
    /// <summary>The checkpoint in the folder that the options name; null where there is none.</summary>
    private string? Checkpoint =>
        options.CheckpointFolder is { } folder && Path.Combine(folder, TrainerOptions.CheckpointFileName) is var path && File.Exists(path) ? path : null;

    /// <returns>What the training came to, in a line.</returns>
    /// <exception cref="ToolException">The training was stopped, there is one class, or a model has other classes or layers.</exception>
    public string Run(string path, ToolConsole console, CancellationToken cancellationToken)
    {
        if (set.Images.ClassNames is [var only])
        {
            throw new ToolException(
                $"{set.Name} has one class, '{only}': there is nothing to tell apart. Name the folder that has a folder for each class.");
        }

        foreach (NamedModel teacher in teachers)
        {
            teacher.ThrowIfOtherClasses(set.Images.ClassNames);
        }

        Network network = start.Create(set.Images.ClassNames, options.Seed);
        console.Note(Invariant($"{start.Describe(network, set)}: {Epochs(options.Epochs)}, batch size {options.BatchSize}"));
        if (Checkpoint is { } earlier && !options.Resume)
        {
            console.Note($"{earlier} is of an earlier training, and will be replaced: with --resume this one goes on from it.");
        }

        var trainer = new Trainer(options);
        TrainingHistory history;
        try
        {
            history = TrainingDisplay.Run(
                console, progress => trainer.Fit(network, set.Images, validation: null, progress, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            throw new ToolException(DescribeStop(), ExitCode.Stopped);
        }

        if (history.Warning is { } warning)
        {
            console.Note($"{warning}. {Advice}");
        }

        EpochResult kept = history.Kept;
        var facts = ModelFacts.Of(start, options, set, teachers, history);
        new OnnxModel(network, set.Images.ClassNames, facts) { InputForm = set.InputForm }.Save(path);
        string calibration = history.Temperature is { } temperature ? Invariant($", then divided by the temperature {temperature:F2}") : "";
        return kept.ValidationAccuracy is { } accuracy
            ? Invariant($"{path}: {Epochs(history.Epochs.Count)}{Of(history)}, validation accuracy {accuracy:P2}, loss {kept.ValidationLoss:F4}{calibration}")
            : Invariant($"{path}: {Epochs(history.Epochs.Count)}, training accuracy {kept.Accuracy:P2}, loss {kept.Loss:F4}");
    }

    private string Advice => (options.Augmentation, start.Model) switch
    {
        (null, _) => "More images, --augmentation handwriting or fewer epochs help.",
        (_, null) => "More images, fewer epochs or a trained model to start from, such as --from default, help.",
        _ => "More images or fewer epochs help.",
    };

    private static string Epochs(int count) => count == 1 ? "1 epoch" : Invariant($"{count} epochs");

    private static string Of(TrainingHistory history) =>
        history.Kept == history.Epochs[^1] ? "" : Invariant($", the weights of epoch {history.Kept.Epoch}");

    private string DescribeStop() => (options.CheckpointFolder, Checkpoint) switch
    {
        (null, _) => "stopped; nothing was saved. --checkpoint DIR keeps the epochs that are finished.",
        (_, null) => "stopped before an epoch was finished; nothing was saved.",
        (_, { } path) => $"stopped; {path} has the epochs that were finished. The same command with --resume goes on from there.",
    };
}

/// <summary>What to train on.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Images">The images.</param>
/// <param name="IsNormalized">Whether they are as the library's own normalisation draws them; MNIST's are not.</param>
/// <param name="Framing">How they are framed; null where that cannot be told.</param>
internal sealed record TrainingSet(string Name, LabeledImages Images, bool IsNormalized, CharacterFraming? Framing)
{
    /// <summary>The form of the images, for the model's file; null where that cannot be told.</summary>
    public InputForm? InputForm => Framing is { } framing ? new InputForm { Framing = framing } : null;

    /// <summary>The set with a class, without images, for what is no character, where a training composes such images.</summary>
    public TrainingSet For(TrainerOptions options) =>
        options.Augmentation is { NonCharacters: > 0 } && !Images.ClassNames.Contains(OnnxModel.NonCharacter)
            ? this with { Images = new LabeledImages(Images.Size, Images.Pixels, Images.Labels, [.. Images.ClassNames, OnnxModel.NonCharacter]) }
            : this;

    /// <summary>The options, which redraw images as these are framed.</summary>
    public TrainerOptions Adapt(TrainerOptions options) => (options.Augmentation, Framing) is ({ } augmentation, { } framing)
        ? options with { Augmentation = augmentation with { Framing = framing } }
        : options;
}
