namespace Emnist.Recognition.Training.Datasets;

/// <summary>A picture that was left out.</summary>
/// <param name="File">The file, relative to the folder, with <c>/</c> between folders.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record SkippedImage(string File, string Reason);
