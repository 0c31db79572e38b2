using System.CommandLine;
using Emnist.Recognition.Tool.Training;
using Emnist.Recognition.Training.Search;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The options that say what to search and how long.</summary>
internal sealed class SearchSettings
{
    private readonly Option<string[]> _vary = new("--vary")
    {
        HelpName = "NAME=VALUES",
        Required = true,
        Description = "What is varied, once for each: NAME=VALUE,VALUE,... or NAME=LOW..HIGH, where NAME is "
            + $"{string.Join(", ", SearchTrials.Names)}.",
    };

    private readonly Option<int?> _trials = NumberOption.Whole(
        "--trials", 1, "Trials drawn at random. Default: every combination; ranges need a number.");
    private readonly Option<int?> _epochs = NumberOption.Whole("--epochs", 1, "Epochs of the trials that stay to the end. Default: 9.");
    private readonly Option<int?> _firstRound = NumberOption.Whole("--first-round", 1, "Epochs of the first round. Default: 1.");
    private readonly Option<int?> _reduction = NumberOption.Whole(
        "--reduction", 2, "Of how many trials one goes on after each round, with so many times the epochs. Default: 3.");

    private readonly Option<float?> _validation = NumberOption.Real(
        "--validation", static share => share is > 0 and < 1, "a number above 0 and below 1",
        "The share of each class that trials are compared by. Default: 0.1.");

    private readonly Option<int?> _seed = NumberOption.Whole("--seed", int.MinValue, "The seed of all that is random. Default: 0.");
    private readonly Option<int?> _threads = NumberOption.Whole("--threads", 1, "Threads at work. Default: as many as processors.");

    private readonly Option<string?> _state = new("--state")
    {
        HelpName = "DIR",
        Description = "Keeps the trials' state in this folder: the same command, stopped and run again, goes on where it was.",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _vary, _trials, _epochs, _firstRound, _reduction, _validation, _seed, _threads, _state })
        {
            command.Add(option);
        }
    }

    public int Threads(ParseResult parsed) => parsed.GetValue(_threads) ?? Environment.ProcessorCount;

    public SearchOptions Options(ParseResult parsed)
    {
        var defaults = new SearchOptions();
        int epochs = parsed.GetValue(_epochs) ?? defaults.Epochs;
        int firstRound = parsed.GetValue(_firstRound) ?? defaults.FirstRoundEpochs;
        return new SearchOptions
        {
            Trials = parsed.GetValue(_trials),
            Epochs = epochs,
            FirstRoundEpochs = firstRound <= epochs
                ? firstRound
                : throw ToolException.Usage($"--first-round {firstRound} is more than --epochs {epochs}."),
            ReductionFactor = parsed.GetValue(_reduction) ?? defaults.ReductionFactor,
            ValidationFraction = Math.Round((double?)parsed.GetValue(_validation) ?? defaults.ValidationFraction, 6),
            Seed = parsed.GetValue(_seed) ?? defaults.Seed,
            Folder = parsed.GetValue(_state) is { } state ? OutputFile.PrepareFolder(state, _state.Name) : null,
        };
    }

    /// <exception cref="ToolException">What is varied cannot be.</exception>
    public HyperparameterSearch Search(ParseResult parsed)
    {
        Hyperparameter[] space = [.. parsed.GetValue(_vary)!.Select(SearchSpace.Parse)];
        try
        {
            return new HyperparameterSearch(space, Options(parsed));
        }
        catch (ArgumentException e)
        {
            throw ToolException.Usage($"--vary: {ErrorText.Describe(e).Message}");
        }
    }
}
