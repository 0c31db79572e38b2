using System.CommandLine;
using Emnist.Recognition.Tool.Models;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Tool.Commands;

/// <summary><c>emnist info</c></summary>
internal static class InfoCommand
{
    private static readonly string Remarks =
        $"""
        The networks are {NetworkChoice.Names}.
        Layers are shown as Keras's summary() shows them. Multiply-adds are those of convolutions and dense layers.

        Examples:
          emnist info default
          emnist info mine.onnx --json
          emnist info emnist-cnn

        """;

    public static Command Create(ToolConsole console)
    {
        var name = new Argument<string>("MODEL|NETWORK")
        {
            Description = "A model: default or an ONNX file; or a network that 'emnist train --network' takes.",
        };
        var json = new Option<bool>("--json")
        {
            Description = "Print one JSON object, in place of the tables (docs/command-line.md).",
        };
        var command = new DocumentedCommand("info", "Shows the layers, size, classes and origin of a model or a network.", Remarks);
        command.Add(name);
        command.Add(json);
        command.SetAction(parsed =>
        {
            ModelDescription description = Describe(parsed.GetValue(name)!);
            if (parsed.GetValue(json))
            {
                console.Output.WriteLine(ModelJson.Write(description));
                return ExitCode.Success;
            }

            using var summary = new StringReader(description.Network.Summary());
            while (summary.ReadLine() is { } line)
            {
                console.Output.WriteLine(ToolConsole.Printable(line));
            }

            foreach (ReportTable table in ModelTables.Of(description))
            {
                console.Output.WriteLine();
                ConsoleTables.Write(console, table);
            }

            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>A file comes before a network of its name.</summary>
    private static ModelDescription Describe(string name)
    {
        if (ModelChoice.IsEmbedded(name))
        {
            NamedModel embedded = ModelChoice.LoadModel(name);
            return ModelDescription.Of(embedded, EmbeddedLength(embedded));
        }

        if (Path.Exists(name))
        {
            return ModelDescription.Of(ModelChoice.LoadModel(name), new FileInfo(name).Length);
        }

        return NetworkChoice.TryFind(name) is { } preset
            ? ModelDescription.Of(NetworkChoice.ToWords(preset.Name), preset)
            : throw new ToolException(
                $"there is no file '{name}', and no network of that name; the networks are {NetworkChoice.Names}.");
    }

    /// <summary>The library holds its model as a file; what it writes today may be a few bytes longer.</summary>
    private static long EmbeddedLength(NamedModel named)
    {
        using Stream? file = typeof(EmbeddedModel).Assembly.GetManifestResourceStream($"{named.Name}.onnx");
        return file!.Length;
    }
}
