using System.CommandLine;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tool.Models;
using Emnist.Recognition.Training;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The model that the command line names.</summary>
internal static class ModelChoice
{
    public const string Default = "default";

    public static Option<string> CreateOption() => new("--model")
    {
        HelpName = "default|FILE",
        Description = "The model: the embedded one, or an ONNX file.",
        DefaultValueFactory = static _ => Default,
    };

    public static bool IsEmbedded(string name) => name is Default;

    /// <exception cref="ToolException">The model does not take images of characters.</exception>
    public static CharacterRecognizer CreateRecognizer(NamedModel named)
    {
        try
        {
            return new CharacterRecognizer(named.Model);
        }
        catch (ArgumentException e)
        {
            throw new ToolException($"{named.Name}: {ErrorText.Describe(e).Message}");
        }
    }

    public static NamedModel LoadModel(string name) =>
        new(name, IsEmbedded(name) ? EmbeddedModel.Load() : LoadFile(name));

    private static OnnxModel LoadFile(string path)
    {
        if (Directory.Exists(path))
        {
            throw new ToolException($"{path} is a folder; name an ONNX file, or default.");
        }

        try
        {
            return OnnxModel.Load(path);
        }
        catch (ModelFormatException) when (Path.GetFileName(path) == TrainerOptions.CheckpointFileName)
        {
            throw new ToolException(
                $"{path} is the state of a training, not a model: 'emnist train' with --checkpoint and --resume goes on from it, and "
                + "ends in a model.");
        }
    }
}
