using System.CommandLine;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tool.Models;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The options that name a model, and say what its file does not tell: its classes and the form of its images.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string> _model = ModelChoice.CreateOption();
    private readonly ModelChanges _changes = new();

    public void AddTo(Command command)
    {
        command.Add(_model);
        _changes.AddTo(command);
    }

    /// <summary>What the command line calls the model.</summary>
    public string Name(ParseResult parsed) => parsed.GetValue(_model)!;

    /// <summary>The model as the options have it.</summary>
    /// <exception cref="ToolException">The model or the options are not as they must be.</exception>
    public NamedModel Load(ParseResult parsed) => _changes.Apply(parsed, ModelChoice.LoadModel(Name(parsed)));

    /// <summary>A recognizer with the model as the options have it; what neither they nor the file tell is remarked.</summary>
    /// <exception cref="ToolException">The model or the options are not as they must be.</exception>
    public CharacterRecognizer LoadRecognizer(ParseResult parsed, ToolConsole console) =>
        LoadRecognizer(parsed, named => ModelDoubts.Note(named, console));

    /// <summary>Likewise, for an evaluation, which looks for a form that is not told; only classes that are not named are remarked.</summary>
    /// <exception cref="ToolException">The model or the options are not as they must be.</exception>
    public CharacterRecognizer LoadEvaluated(ParseResult parsed, ToolConsole console) =>
        LoadRecognizer(parsed, named => ModelDoubts.NoteClasses(named, console));

    private CharacterRecognizer LoadRecognizer(ParseResult parsed, Action<NamedModel> note)
    {
        string name = Name(parsed);
        if (ModelChoice.IsEmbedded(name) && !_changes.AreGiven(parsed))
        {
            return new CharacterRecognizer();
        }

        NamedModel named = Load(parsed);
        note(named);
        return ModelChoice.CreateRecognizer(named);
    }
}

/// <summary>What options say of a model beyond its file, which they overrule.</summary>
internal sealed class ModelChanges
{
    private readonly FormOptions _form = new();

    private readonly Option<string?> _classes = new("--classes")
    {
        HelpName = "SET|FILE|NAMES",
        Description = "The model's classes, in the order of its outputs, where its file does not name them: those of digits, letters, balanced, "
            + "bymerge or byclass; a file with a name a line; or the names, such as 0123456789. Default: what the file tells, or else numbers.",
    };

    public void AddTo(Command command)
    {
        command.Add(_classes);
        _form.AddTo(command);
    }

    public bool AreGiven(ParseResult parsed) => parsed.GetValue(_classes) is not null || _form.Read(parsed, told: null) is not null;

    /// <exception cref="ToolException">The options do not fit the model.</exception>
    public NamedModel Apply(ParseResult parsed, NamedModel named)
    {
        OnnxModel model = named.Model;
        try
        {
            model = parsed.GetValue(_classes) is { } classes ? model.WithClasses(classes) : model;
        }
        catch (ArgumentException e)
        {
            throw ToolException.Usage($"{_classes.Name}: {ErrorText.Describe(e).Message}");
        }

        return _form.Read(parsed, model.InputForm) is { } form
            ? named with { Model = new OnnxModel(model.Network, model.ClassNames, model.Metadata) { InputForm = form } }
            : named with { Model = model };
    }
}
