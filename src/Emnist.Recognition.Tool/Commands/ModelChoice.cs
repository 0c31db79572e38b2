using System.CommandLine;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tool.Models;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The model that the command line names.</summary>
internal static class ModelChoice
{
    public const string Default = "default";
    public const string Fast = "fast";

    public static Option<string> CreateOption() => new("--model")
    {
        HelpName = "default|fast|FILE",
        Description = "The model: an embedded one, or an ONNX file.",
        DefaultValueFactory = static _ => Default,
    };

    public static CharacterRecognizer LoadRecognizer(string name)
    {
        if (name is Default or Fast)
        {
            return new CharacterRecognizer(new RecognizerOptions { EmbeddedModel = Embedded(name) });
        }

        try
        {
            return new CharacterRecognizer(OnnxModel.Load(name));
        }
        catch (ArgumentException e)
        {
            throw new ToolException($"{name}: {ErrorText.Describe(e).Message}");
        }
    }

    public static NamedModel LoadModel(string name) =>
        new(name, name is Default or Fast ? EmbeddedModels.Load(Embedded(name)) : OnnxModel.Load(name));

    private static EmbeddedModel Embedded(string name) => name == Fast ? EmbeddedModel.Fast : EmbeddedModel.Default;
}
