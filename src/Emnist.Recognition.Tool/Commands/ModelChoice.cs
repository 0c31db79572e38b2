using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The model that the command line names.</summary>
internal static class ModelChoice
{
    public const string Default = "default";

    public static CharacterRecognizer Load(string name)
    {
        if (name == Default)
        {
            return new CharacterRecognizer();
        }

        try
        {
            return new CharacterRecognizer(new RecognizerOptions { Model = OnnxModel.Load(name) });
        }
        catch (Exception e) when (e is ArgumentException or ModelFormatException)
        {
            throw new ToolException($"{name}: {Failure.Describe(e).Message}");
        }
    }
}
