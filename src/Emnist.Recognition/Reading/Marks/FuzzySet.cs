namespace Emnist.Recognition.Reading.Marks;

/// <summary>
/// A fuzzy set of numbers (Zadeh, Information and Control 8, 1965): those between the inner bounds are in it, those beyond the outer
/// ones are not, and those between an outer and an inner one in part.
/// </summary>
internal readonly record struct FuzzySet(double From, double FullFrom, double FullTo, double To)
{
    /// <summary>The set of numbers from a bound on.</summary>
    public static FuzzySet Above(double from, double fullFrom) => new(from, fullFrom, double.PositiveInfinity, double.PositiveInfinity);

    /// <summary>The set of numbers up to a bound.</summary>
    public static FuzzySet Below(double fullTo, double to) => new(double.NegativeInfinity, double.NegativeInfinity, fullTo, to);

    /// <summary>How much a number is in the set, 0 to 1.</summary>
    public double Of(double value) =>
        value < FullFrom ? Math.Max(0, (value - From) / (FullFrom - From))
        : value > FullTo ? Math.Max(0, (To - value) / (To - FullTo))
        : value >= FullFrom ? 1 : 0;
}
