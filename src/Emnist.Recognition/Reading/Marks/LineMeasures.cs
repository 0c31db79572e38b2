namespace Emnist.Recognition.Reading.Marks;

/// <summary>The measures of a line at some place, in pixels of the ink map.</summary>
/// <param name="Baseline">How far down the line's foot is there: the lower edge of its digits.</param>
/// <param name="Height">How tall its digits and capitals are.</param>
/// <param name="Stroke">How thick the pen is.</param>
internal readonly record struct LineMeasures(double Baseline, double Height, double Stroke);
