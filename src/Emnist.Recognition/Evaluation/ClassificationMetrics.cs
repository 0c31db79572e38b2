namespace Emnist.Recognition.Evaluation;

/// <summary>How well a network classifies a set of images.</summary>
/// <param name="Count">Images, at least 1.</param>
/// <param name="MicroAccuracy">Images whose most probable class is theirs, divided by all: 0 to 1, higher is better.</param>
/// <param name="MacroAccuracy">The mean over the classes that occur of the share of their images that is recognised: 0 to 1, higher is better.</param>
/// <param name="LogLoss">
/// The mean of -ln(probability of the image's own class): 0 or more, lower is better. The probabilities of a network that
/// ends in a softmax are floats, and one of 0 counts as the smallest of them, so that no image costs more than 103.3; from
/// logits the loss is computed without that bound.
/// </param>
public sealed record ClassificationMetrics(int Count, double MicroAccuracy, double MacroAccuracy, double LogLoss);
