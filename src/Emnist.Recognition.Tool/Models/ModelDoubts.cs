using System.Globalization;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tool.Models;

/// <summary>What nobody tells of a model, so that its answers may be wrong and look as certain as any.</summary>
internal static class ModelDoubts
{
    private const int Digits = 10;

    /// <summary>Remarks what is not known.</summary>
    public static void Note(NamedModel named, ToolConsole console)
    {
        NoteClasses(named, console);
        if (named.Model.InputForm is null)
        {
            console.Note(
                $"{named.Name} does not tell what images it was trained on: they are taken for {FormText.Assumed}. If that is wrong, so are "
                + "the answers: 'emnist evaluate' with labelled pictures finds it out (docs/models.md).");
        }
    }

    /// <summary>Remarks classes that are not named.</summary>
    public static void NoteClasses(NamedModel named, ToolConsole console)
    {
        if (AreNumbered(named.Model))
        {
            console.Note(
                $"{named.Name} does not name its {named.Model.ClassNames.Count} classes: answers are their numbers, unless --classes names them"
                + $"{(Guess(named.Model) is { } set ? $", perhaps as {set}" : "")}.");
        }
    }

    /// <summary>Whether the classes are but numbered, and cannot be the digits.</summary>
    public static bool AreNumbered(OnnxModel model) =>
        model.ClassNames.Count > Digits
        && model.ClassNames.Select(static (name, i) => name == i.ToString(CultureInfo.InvariantCulture)).All(static isNumber => isNumber);

    /// <summary>The data set that has as many classes; null where none has.</summary>
    public static string? Guess(OnnxModel model) => model.ClassNames.Count switch
    {
        26 or 27 => "letters",
        47 => "balanced",
        62 => "byclass",
        _ => null,
    };
}
