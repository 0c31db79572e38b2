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
        What the options leave open - epochs, batch size, optimizer, augmentation and so on - is as the network's preset has it for
        sets of this size: below 50,000 images with more epochs, smaller batches and stronger augmentation.
        Ctrl-C stops the training. With --checkpoint DIR, all epochs that were finished are kept: the same command with
        --resume goes on, and ends with the very weights of a training that was never stopped.

        Examples:
          emnist train --dataset balanced --network emnist-cnn --output mine.onnx
          emnist train --dataset my-pictures --network mnist-ann --epochs 40 --checkpoint state --resume --output mine.onnx
          emnist train --dataset balanced --network emnist-conv128 --teacher default --output small.onnx
          emnist train --csv emnist-balanced-train.csv --network emnist-cnn --epochs 40 --patience 3 --output mine.onnx
          emnist train --images train-images-idx3-ubyte.gz --labels train-labels-idx1-ubyte.gz --network mnist-mlp --output digits.onnx

        """;

    public static Command Create(ToolConsole console)
    {
        var images = new TrainingSetOptions();
        var settings = new TrainerSettings();
        var distillation = new TeacherOptions();
        var network = new Option<string>("--network")
        {
            HelpName = "NAME",
            Required = true,
            Description = $"The network: {NetworkChoice.Names}.",
        };
        var from = new Option<string?>("--from")
        {
            HelpName = "default|fast|FILE",
            Description = "Starts from the weights of a trained model of these layers and classes, to tune it.",
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
        settings.AddTo(command);
        command.Add(from);
        distillation.AddTo(command);
        command.Add(output);
        command.SetAction((parsed, cancellationToken) =>
        {
            ReferenceNetwork reference = NetworkChoice.Find(parsed.GetValue(network)!);

            // What is wrong with the options shows now; how the network is trained is known once the images are counted.
            _ = settings.Read(parsed, reference.Training);
            NamedModel? start = parsed.GetValue(from) is { } name ? ModelChoice.LoadModel(name) : null;
            IReadOnlyList<NamedModel> teachers = distillation.Read(parsed);
            string path = OutputFile.Prepare(parsed.GetValue(output)!, output.Name);
            OutputFile.ThrowIfAlike([(output.Name, path), .. settings.PrepareOutputs(parsed)]);
            TrainingSet set = images.Load(parsed, start?.Model.InputForm, console, cancellationToken);
            TrainerOptions options = set.Adapt(settings.Read(parsed, reference.TrainingFor(set.Images.Count)));
            foreach (NamedModel model in start is null ? teachers : teachers.Prepend(start))
            {
                model.ThrowIfOtherForm(set.Framing, console);
            }

            var training = new NetworkTraining(reference, options with { Distillation = distillation.Distill(parsed, teachers) }, set, start, teachers);
            console.Output.WriteLine(training.Run(path, console, cancellationToken));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
