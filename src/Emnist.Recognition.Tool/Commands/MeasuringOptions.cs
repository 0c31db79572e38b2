using System.CommandLine;
using Emnist.Recognition.Tool.Evaluation;
using Emnist.Recognition.Tool.Models;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The options that say what is measured by which pictures, and how answers are compared with labels.</summary>
internal sealed class MeasuringOptions(string standardTitle)
{
    public const string FoldingHelp =
        """
        Folding:
          --fold-case merged   c i j k l m o p s u v w x y z count as their capitals, as EMNIST Balanced merges them.
                      all      Every letter counts as its capital; sets of EMNIST Letters need it, with --characters letters.
                      none     A label is right when the answer is that very character. Of c and C the embedded model
                               answers the likelier form, and often errs, for size alone tells them apart;
                               --characters leaves only one form, as lower does.
          --fold-look-alikes   0 O o; 1 I i L l; 5 S s; 2 Z z; 9 g q; F f count as one each, besides.
          Probabilities of what counts as one are added.

        """;

    private readonly PictureOptions _pictures = new();

    private readonly ModelOptions _model = new();

    private readonly CharactersOption _characters = new();

    private readonly Option<string> _foldCase = new("--fold-case")
    {
        HelpName = "merged|all|none",
        Description = "Which letters count as one in both cases; see below.",
        DefaultValueFactory = static _ => "merged",
    };

    private readonly Option<bool> _foldLookAlikes = new("--fold-look-alikes")
    {
        Description = "Characters that look alike count as one; see below.",
    };

    private readonly Option<string?> _title = new("--title") { HelpName = "TEXT", Description = $"The heading. Default: {standardTitle}." };

    public void AddTo(Command command)
    {
        _pictures.AddTo(command);
        _model.AddTo(command);
        _characters.AddTo(command);
        command.Add(_foldCase);
        command.Add(_foldLookAlikes);
        command.Add(_title);
    }

    /// <summary>The heading that is given; null for the usual one.</summary>
    /// <exception cref="ToolException">It is empty.</exception>
    public string? Title(ParseResult parsed) =>
        parsed.GetValue(_title) is not "" and var title
            ? title
            : throw ToolException.Usage("--title is empty: leave it out for the usual heading.");

    /// <summary>Measures, and describes what was measured and, where it is given, the training.</summary>
    /// <exception cref="ToolException">The options do not go together, or nothing can be measured.</exception>
    public EvaluationReport Measure(
        ParseResult parsed, TrainingHistory? training, ToolConsole console, CancellationToken cancellationToken)
    {
        string title = Title(parsed) ?? standardTitle;
        (IPictureSource pictures, CharacterReader reader, CharacterGroups groups) =
            Prepare(parsed, _model.LoadEvaluated, console, () => _pictures.Load(parsed, console));
        if (reader.InputForm is null)
        {
            new LikelyForms(_model.Load(parsed), _characters.Read(parsed), groups).Note(pictures, console, cancellationToken);
        }

        Measurement measurement = new PictureMeasurer(reader, groups, console).Measure(pictures, cancellationToken);
        KeyValuePair<string, string>[] facts =
        [
            new("Model", _model.Name(parsed)),
            new("Images' form", reader.InputForm is { } form ? FormText.Describe(form) : $"not told; taken for {FormText.Assumed}"),
            new("Pictures", pictures.Name),
            new("Characters", _characters.Text(parsed) ?? "all"),
            new("Case folded", parsed.GetValue(_foldCase)!),
            new("Look-alikes folded", parsed.GetValue(_foldLookAlikes) ? "yes" : "no"),
            new("Pictures of no character", $"{measurement.Unnamed}"),
            .. training is null ? [] : TrainingLog.Warning(training),
        ];
        return measurement.ToReport(title, facts, training is null ? [] : LearningCurve.FromHistory(training));
    }

    /// <summary>What is to be read, whether it has labels or not, and how.</summary>
    /// <exception cref="ToolException">The options do not go together, or there is nothing to read.</exception>
    public (IPictureSource Pictures, CharacterReader Reader, CharacterGroups Groups) Prepare(ParseResult parsed, ToolConsole console) =>
        Prepare(parsed, _model.LoadRecognizer, console, () => _pictures.LoadWithOrWithoutLabels(parsed, console));

    private (IPictureSource Pictures, CharacterReader Reader, CharacterGroups Groups) Prepare(
        ParseResult parsed, Func<ParseResult, ToolConsole, CharacterRecognizer> loadModel, ToolConsole console, Func<IPictureSource> load)
    {
        var groups = new CharacterGroups(ParseFolding(parsed.GetValue(_foldCase)!), parsed.GetValue(_foldLookAlikes));
        CharacterSet? characters = _characters.Read(parsed);
        IPictureSource pictures = load();
        return (pictures, new CharacterReader(loadModel(parsed, console), characters), groups);
    }

    private static CaseFolding ParseFolding(string word) => word switch
    {
        "merged" => CaseFolding.Merged,
        "all" => CaseFolding.All,
        "none" => CaseFolding.None,
        _ => throw ToolException.Usage($"--fold-case is merged, all or none, not '{word}'."),
    };
}
