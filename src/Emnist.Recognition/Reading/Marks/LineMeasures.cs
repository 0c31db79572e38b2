namespace Emnist.Recognition.Reading.Marks;

/// <summary>The measures of a line at some place, in pixels of the ink map.</summary>
/// <param name="Baseline">How far down the line's foot is there: the lower edge of its digits.</param>
/// <param name="Height">How tall its digits and capitals are.</param>
/// <param name="Stroke">How thick the pen is.</param>
internal readonly record struct LineMeasures(double Baseline, double Height, double Stroke)
{
    /// <summary>How far its upright strokes lean to the right, in degrees; null where that is not known.</summary>
    public double? Lean { get; init; }
}
