namespace Emnist.Recognition.Training.Reporting;

/// <summary>A line in a chart of a training: a value for each epoch.</summary>
/// <param name="Chart">The chart, such as <c>Loss</c>: curves that name the same one share it.</param>
/// <param name="Series">The line's name in it, such as <c>training</c> or <c>validation</c>.</param>
/// <param name="Values">The values of the epochs from 1, in order; NaN where there is none.</param>
public sealed record LearningCurve(string Chart, string Series, IReadOnlyList<double> Values);
