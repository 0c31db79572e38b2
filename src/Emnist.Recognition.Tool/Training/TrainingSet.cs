using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Training;

/// <summary>What to train on.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Images">The images.</param>
/// <param name="IsNormalized">Whether they have the form that the library brings pictures to; MNIST's are framed otherwise.</param>
internal sealed record TrainingSet(string Name, LabeledImages Images, bool IsNormalized);
