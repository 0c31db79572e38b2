namespace Emnist.Recognition.Training.Search;

/// <summary>The result of a trial.</summary>
/// <param name="Number">The trial, from 1, in the order in which they were drawn.</param>
/// <param name="Values">Its values.</param>
/// <param name="History">Its epochs; fewer than others' where it was left behind.</param>
/// <param name="Failure">Why it ended, where its loss was not finite; else null.</param>
public sealed record TrialResult(int Number, TrialValues Values, TrainingHistory History, string? Failure);
