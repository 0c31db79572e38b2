using System.Globalization;
using Emnist.Recognition.Tool.Commands;
using Emnist.Recognition.Training.Search;

namespace Emnist.Recognition.Tool.Training;

/// <summary>What <c>--vary</c> asks for: <c>batch-size=64,128</c> a choice, <c>learning-rate=1e-4..1e-2</c> a range.</summary>
internal static class SearchSpace
{
    /// <exception cref="ToolException">The text is not as it must be.</exception>
    public static Hyperparameter Parse(string text)
    {
        if (text.Split('=', 2) is not [var name, var values] || !SearchTrials.Names.Contains(name))
        {
            throw ToolException.Usage("--vary takes NAME=VALUE,VALUE,... or NAME=LOW..HIGH, and as a NAME one of "
                + $"{string.Join(", ", SearchTrials.Names)}; not '{text}'.");
        }

        (string kind, Predicate<string> isRight) = ValuesOf(name);
        string[] ends = values.Split("..", 2);
        bool isRange = ends.Length == 2 && IsNumber(name);
        string[] given = isRange ? ends : values.Split(',');
        if (Array.Find(given, value => !isRight(value)) is { } wrong)
        {
            throw ToolException.Usage($"--vary: each value of {name} is {kind}, not '{wrong}'.");
        }

        try
        {
            return isRange ? Range(name, Number(ends[0]), Number(ends[1])) : Hyperparameter.Choice(name, given);
        }
        catch (ArgumentException)
        {
            string least = IsLogarithmic(name) ? " and above 0" : "";
            throw ToolException.Usage(
                $"--vary: '{text}' has no values to choose from: give some that differ, or a range of numbers that begins below its end{least}.");
        }
    }

    private static (string Kind, Predicate<string> IsRight) ValuesOf(string name) => name switch
    {
        SearchTrials.Network => ($"one of {NetworkChoice.Names}", static name => NetworkChoice.TryFind(name) is not null),
        SearchTrials.Optimizer => OneOf(TrainingChanges.OptimizerNames),
        SearchTrials.Schedule => OneOf(TrainingChanges.ScheduleNames),
        SearchTrials.Augmentation => OneOf(TrainingChanges.AugmentationNames),
        SearchTrials.BatchSize => ("a whole number from 1", static text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= 1),
        SearchTrials.LearningRate => ("a number above 0", static text => IsSingle(text, static value => value > 0)),
        SearchTrials.WeightDecay => ("a number from 0", static text => IsSingle(text, static value => value >= 0)),
        _ => ("a number from 0 to below 1", static text => IsSingle(text, static value => value is >= 0 and < 1)),
    };

    private static (string Kind, Predicate<string> IsRight) OneOf(string names) => ($"one of {names}", names.Split(", ").Contains);

    private static bool IsNumber(string name) =>
        name is not (SearchTrials.Network or SearchTrials.Optimizer or SearchTrials.Schedule or SearchTrials.Augmentation);

    /// <summary>Rates and decays are as likely of one order of magnitude as of another.</summary>
    private static bool IsLogarithmic(string name) => name is SearchTrials.LearningRate or SearchTrials.WeightDecay;

    private static bool IsSingle(string text, Predicate<float> isRight) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) && isRight(value);

    private static Hyperparameter Range(string name, double low, double high) => name switch
    {
        _ when IsLogarithmic(name) => Hyperparameter.LogUniform(name, low, high),
        SearchTrials.BatchSize => Hyperparameter.UniformInt32(name, (int)low, (int)high),
        _ => Hyperparameter.Uniform(name, low, high),
    };

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
