using System.CommandLine;
using Emnist.Recognition.Tool.Models;
using Emnist.Recognition.Tool.Training;
using Emnist.Recognition.Training;

namespace Emnist.Recognition.Tool.Commands;

/// <summary><c>emnist train</c></summary>
internal static class TrainCommand
{
    private const string Remarks =
        """
        A network (--network) is trained from nothing. A trained model (--from) is fine-tuned, to any classes: its last layer is
        replaced by one for the classes of the images, which starts from the model's classes of the same names, and the layers before
        it learn at three tenths of the rate. With few images, 5 to 30 of each class, this reads more, and takes less time.
        What the options leave open - epochs, batch size, optimizer, augmentation and so on - is as the network's preset, or fine-tuning,
        has it for sets of this size: the fewer images, the more epochs, and the smaller the batches.
        Ctrl-C stops the training. With --checkpoint DIR, all epochs that were finished are kept: the same command with
        --resume goes on, and ends with the very weights of a training that was never stopped.

        Examples:
          emnist train --dataset balanced --network emnist-cnn --output mine.onnx
          emnist train --dataset my-pictures --from default --output mine.onnx
          emnist train --dataset my-pictures --network mnist-ann --checkpoint state --resume --output mine.onnx
          emnist train --dataset balanced --network emnist-conv128 --teacher default --output small.onnx
          emnist train --csv emnist-balanced-train.csv --network emnist-cnn --epochs 40 --patience 3 --output mine.onnx
          emnist train --images train-images-idx3-ubyte.gz --labels train-labels-idx1-ubyte.gz --network mnist-mlp --output digits.onnx

        """;

    public static Command Create(ToolConsole console)
    {
        var images = new TrainingSetOptions();
        var settings = new TrainerSettings();
        var distillation = new TeacherOptions();
        var network = new Option<string?>("--network")
        {
            HelpName = "NAME",
            Description = $"The network: {NetworkChoice.Names}. With --from, a model of these layers is trained as this network is.",
        };
        var from = new Option<string?>("--from")
        {
            HelpName = "default|FILE",
            Description = "Fine-tunes a trained model to the classes of the images: the embedded one, or an ONNX file.",
        };
        var freeze = new Option<bool>("--freeze")
        {
            Description = "With --from: freezes all layers but the last, which alone learns. Two to four times as fast, and a little "
                + "less accurate.",
        };
        var output = new Option<string>("--output")
        {
            HelpName = "FILE",
            Required = true,
            Description = "The ONNX file to write.",
        };
        var command = new DocumentedCommand("train", "Trains a network on labelled images and saves it as ONNX.", Remarks);
        images.AddTo(command);
        command.Add(network);
        command.Add(from);
        command.Add(freeze);
        settings.AddTo(command);
        distillation.AddTo(command);
        command.Add(output);
        command.SetAction((parsed, cancellationToken) =>
        {
            ReferenceNetwork? reference = parsed.GetValue(network) is { } name ? NetworkChoice.Find(name) : null;
            string? model = parsed.GetValue(from);
            if (reference is null && model is null)
            {
                throw ToolException.Usage("name a network to train by --network, or a trained model to fine-tune by --from.");
            }

            if (parsed.GetValue(freeze) && model is null)
            {
                throw ToolException.Usage("--freeze needs --from, the trained model whose layers are frozen.");
            }

            // What is wrong with the options shows now; how the network is trained is known once the images are counted.
            _ = settings.Read(parsed, new NetworkStart(reference, Model: null).TrainingFor(int.MaxValue));
            var start = new NetworkStart(reference, model is null ? null : ModelChoice.LoadModel(model)) { Freezes = parsed.GetValue(freeze) };
            IReadOnlyList<NamedModel> teachers = distillation.Read(parsed);
            string path = OutputFile.Prepare(parsed.GetValue(output)!, output.Name);
            OutputFile.ThrowIfAlike([(output.Name, path), .. settings.PrepareOutputs(parsed)]);
            TrainingSet set = images.Load(parsed, start.Model?.Model.InputForm, console, cancellationToken);
            TrainerOptions options = set.Adapt(settings.Read(parsed, start.TrainingFor(set.Images.Count)));
            set = set.For(options);
            options.Distillation = distillation.Distill(parsed, teachers);
            foreach (NamedModel given in start.Model is null ? teachers : teachers.Prepend(start.Model))
            {
                given.ThrowIfOtherForm(set.Framing, console);
            }

            var training = new NetworkTraining(start, options, set, teachers);
            console.Output.WriteLine(training.Run(path, console, cancellationToken));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
