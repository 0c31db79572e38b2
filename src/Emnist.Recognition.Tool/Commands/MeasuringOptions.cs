using System.CommandLine;
using Emnist.Recognition.Tool.Evaluation;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The options that say what is measured by which pictures, and how answers are compared with labels.</summary>
internal sealed class MeasuringOptions
{
    public const string FoldingHelp =
        """
        Folding:
          --fold-case merged   c i j k l m o p s u v w x y z count as their capitals, as EMNIST Balanced merges them.
                      all      Every letter counts as its capital; sets of EMNIST Letters need it, with --characters letters.
                      none     A label is right when the answer is that very character. The embedded model answers
                               merged letters by the capital, so that a label c is then wrong, unless
                               --characters leaves only the small form, as lower does.
          --fold-look-alikes   0 O o; 1 I i L l; 5 S s; 2 Z z; 9 g q; F f count as one each, besides.
          Probabilities of what counts as one are added.

        """;

    private readonly PictureOptions _pictures = new();

    private readonly Option<string> _model = new("--model")
    {
        HelpName = "default|fast|FILE",
        Description = "The model: an embedded one, or an ONNX file.",
        DefaultValueFactory = static _ => ModelChoice.Default,
    };

    private readonly Option<string?> _characters = new("--characters")
    {
        HelpName = "SET",
        Description = "What can occur: digits, upper, lower, letters, letters-and-digits, or the characters themselves, such as 0123AB. Default: all that the model knows.",
    };

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

    public void AddTo(Command command)
    {
        _pictures.AddTo(command);
        foreach (Option option in new Option[] { _model, _characters, _foldCase, _foldLookAlikes })
        {
            command.Add(option);
        }
    }

    /// <summary>Measures, and describes what was measured.</summary>
    /// <exception cref="ToolException">The options do not go together, or nothing can be measured.</exception>
    public EvaluationReport Measure(
        ParseResult parsed, IReadOnlyList<LearningCurve> curves, ToolConsole console, CancellationToken cancellationToken)
    {
        string foldCase = parsed.GetValue(_foldCase)!;
        bool lookAlikes = parsed.GetValue(_foldLookAlikes);
        var groups = new CharacterGroups(ParseFolding(foldCase), lookAlikes);
        string? allowed = parsed.GetValue(_characters);
        CharacterSet? characters = ParseCharacters(allowed);
        string model = parsed.GetValue(_model)!;
        IPictureSource pictures = _pictures.Load(parsed);
        var reader = new CharacterReader(ModelChoice.LoadRecognizer(model), characters);
        Measurement measurement = new PictureMeasurer(reader, groups, console).Measure(pictures, cancellationToken);
        KeyValuePair<string, string>[] facts =
        [
            new("Model", model),
            new("Pictures", pictures.Name),
            new("Characters", allowed ?? "all"),
            new("Case folded", foldCase),
            new("Look-alikes folded", lookAlikes ? "yes" : "no"),
            new("Pictures of no character", $"{measurement.Unnamed}"),
        ];
        return measurement.ToReport(facts, curves);
    }

    private static CaseFolding ParseFolding(string word) => word switch
    {
        "merged" => CaseFolding.Merged,
        "all" => CaseFolding.All,
        "none" => CaseFolding.None,
        _ => throw ToolException.Usage($"--fold-case is merged, all or none, not '{word}'."),
    };

    /// <summary>A set by its name, or else the characters themselves; null for all.</summary>
    private static CharacterSet? ParseCharacters(string? text) => text switch
    {
        null => null,
        "" => throw ToolException.Usage("--characters is empty: name a set, such as digits, or the characters themselves, such as 0123AB."),
        "digits" => CharacterSet.Digits,
        "upper" => CharacterSet.UpperCase,
        "lower" => CharacterSet.LowerCase,
        "letters" => CharacterSet.Letters,
        "letters-and-digits" => CharacterSet.LettersAndDigits,
        _ => new CharacterSet(text),
    };
}
