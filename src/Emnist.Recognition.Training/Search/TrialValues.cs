using System.Globalization;

namespace Emnist.Recognition.Training.Search;

/// <summary>The values of the hyperparameters in one trial. Immutable.</summary>
public sealed class TrialValues
{
    internal TrialValues(IReadOnlyList<KeyValuePair<string, string>> values) => Values = values;

    /// <summary>Names and values, in the order of the search space.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values { get; }

    /// <summary>A value as it is.</summary>
    /// <param name="name">The hyperparameter.</param>
    /// <exception cref="KeyNotFoundException">There is no such hyperparameter.</exception>
    public string this[string name]
    {
        get
        {
            foreach ((string key, string value) in Values)
            {
                if (key == name)
                {
                    return value;
                }
            }

            throw new KeyNotFoundException(
                $"There is no hyperparameter '{name}': there are {string.Join(", ", Values.Select(static pair => pair.Key))}.");
        }
    }

    /// <summary>A value as a number.</summary>
    /// <param name="name">The hyperparameter.</param>
    /// <exception cref="KeyNotFoundException">There is no such hyperparameter.</exception>
    /// <exception cref="FormatException">The value is not a number.</exception>
    public float GetSingle(string name) => float.Parse(this[name], NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>A value as a whole number.</summary>
    /// <param name="name">The hyperparameter.</param>
    /// <exception cref="KeyNotFoundException">There is no such hyperparameter.</exception>
    /// <exception cref="FormatException">The value is not a whole number.</exception>
    /// <exception cref="OverflowException">The value is too large.</exception>
    public int GetInt32(string name) => int.Parse(this[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>The names and values, such as <c>learning-rate 0.001, batch-size 64</c>.</summary>
    public override string ToString() => string.Join(", ", Values.Select(static pair => $"{pair.Key} {pair.Value}"));
}
