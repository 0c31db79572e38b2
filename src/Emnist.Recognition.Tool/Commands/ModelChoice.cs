using System.CommandLine;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tool.Training;

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
        catch (Exception e) when (e is ArgumentException or ModelFormatException)
        {
            throw Unusable(name, e);
        }
    }

    /// <exception cref="ToolException">The file is not a model.</exception>
    public static NamedModel LoadModel(string name)
    {
        try
        {
            return new NamedModel(name, name is Default or Fast ? EmbeddedModels.Load(Embedded(name)) : OnnxModel.Load(name));
        }
        catch (ModelFormatException e)
        {
            throw Unusable(name, e);
        }
    }

    private static EmbeddedModel Embedded(string name) => name == Fast ? EmbeddedModel.Fast : EmbeddedModel.Default;

    private static ToolException Unusable(string name, Exception reason) => new($"{name}: {ErrorText.Describe(reason).Message}");
}
