using System.Globalization;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Search;

/// <summary>Something that a <see cref="HyperparameterSearch"/> varies: a name, and the values it may have. Immutable.</summary>
public abstract class Hyperparameter
{
    private protected Hyperparameter(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    /// <summary>The name under which <see cref="TrialValues"/> holds the value.</summary>
    public string Name { get; }

    /// <summary>All values there are, or null where they are not counted.</summary>
    internal abstract IReadOnlyList<string>? Values { get; }

    /// <summary>One of some values: numbers in invariant notation, or words.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The values, at least one, all different.</param>
    /// <exception cref="ArgumentException">The name or a value is empty, or there is none or one twice.</exception>
    public static Hyperparameter Choice(string name, params IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0 || values.Any(string.IsNullOrWhiteSpace) || values.Distinct(StringComparer.Ordinal).Count() < values.Count)
        {
            throw new ArgumentException($"'{name}' needs at least one value, none empty and all different.", nameof(values));
        }

        return new Choices(name, [.. values]);
    }

    /// <summary>A number of a range, any as likely, to four digits.</summary>
    /// <param name="name">The name.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">The largest value, above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not finite.</exception>
    public static Hyperparameter Uniform(string name, double low, double high)
    {
        CheckRange(low, high, nameof(high));
        return new Range(name, share => Round(low + (share * (high - low)), low, high));
    }

    /// <summary>A number of a range whose logarithm is any as likely, to four digits, for rates and decays.</summary>
    /// <param name="name">The name.</param>
    /// <param name="low">The least value, above 0.</param>
    /// <param name="high">The largest value, above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty, not finite, or not above 0.</exception>
    public static Hyperparameter LogUniform(string name, double low, double high)
    {
        if (!(low > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(low), low, "The least value must be above 0.");
        }

        CheckRange(low, high, nameof(high));
        return new Range(name, share => Round(low * Math.Pow(high / low, share), low, high));
    }

    /// <summary>A whole number of a range, any as likely.</summary>
    /// <param name="name">The name.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">The largest value, above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty.</exception>
    public static Hyperparameter UniformInt32(string name, int low, int high)
    {
        CheckRange(low, high, nameof(high));
        return new Range(name, share => Math.Floor(low + (share * ((double)high - low + 1))).ToString(CultureInfo.InvariantCulture));
    }

    internal abstract string Draw(ref SplitMix64 random);

    /// <summary>Four digits tell trials apart, and can be typed again; where they lie outside, all are given.</summary>
    private static string Round(double value, double low, double high)
    {
        string text = value.ToString("G4", CultureInfo.InvariantCulture);
        double rounded = double.Parse(text, CultureInfo.InvariantCulture);
        return rounded >= low && rounded <= high ? text : value.ToString("R", CultureInfo.InvariantCulture);
    }

    private static void CheckRange(double low, double high, string parameterName)
    {
        if (!(low < high && double.IsFinite(low) && double.IsFinite(high)))
        {
            throw new ArgumentOutOfRangeException(parameterName, high, $"The range must be finite and end above its beginning, {low}.");
        }
    }

    private sealed class Choices(string name, string[] values) : Hyperparameter(name)
    {
        internal override IReadOnlyList<string> Values => values;

        internal override string Draw(ref SplitMix64 random) => values[random.Next(values.Length)];
    }

    private sealed class Range(string name, Func<double, string> valueAt) : Hyperparameter(name)
    {
        internal override IReadOnlyList<string>? Values => null;

        internal override string Draw(ref SplitMix64 random) => valueAt(random.NextDouble());
    }
}
