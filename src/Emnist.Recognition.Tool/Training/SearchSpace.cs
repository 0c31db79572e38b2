using System.Globalization;
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
            throw ToolException.Usage($"--vary takes NAME=VALUE,VALUE,... or NAME=LOW..HIGH, and as a NAME one of {string.Join(", ", SearchTrials.Names)}; not '{text}'.");
        }

        try
        {
            return values.Split("..", 2) is [var low, var high] ? Range(name, Number(low), Number(high)) : Hyperparameter.Choice(name, values.Split(','));
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            throw ToolException.Usage($"--vary: '{text}' has no values to choose from: give some that differ, or a range of numbers that begins below its end.");
        }
    }

    /// <summary>Rates and decays are as likely of one order of magnitude as of another.</summary>
    private static Hyperparameter Range(string name, double low, double high) => name switch
    {
        SearchTrials.LearningRate or SearchTrials.WeightDecay => Hyperparameter.LogUniform(name, low, high),
        SearchTrials.BatchSize => Hyperparameter.UniformInt32(name, checked((int)low), checked((int)high)),
        SearchTrials.LabelSmoothing or SearchTrials.WeightAverage => Hyperparameter.Uniform(name, low, high),
        _ => throw new FormatException(),
    };

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
