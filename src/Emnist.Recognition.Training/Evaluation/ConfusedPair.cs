namespace Emnist.Recognition.Training.Evaluation;

/// <summary>A class that was taken for another.</summary>
/// <param name="Actual">The images' own class.</param>
/// <param name="Predicted">What they were taken for, another class.</param>
/// <param name="Count">How many images, at least 1.</param>
public sealed record ConfusedPair(string Actual, string Predicted, int Count);
