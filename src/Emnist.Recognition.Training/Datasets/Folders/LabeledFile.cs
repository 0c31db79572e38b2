namespace Emnist.Recognition.Training.Datasets;

/// <summary>A picture file and its class.</summary>
/// <param name="File">The file, relative to the folder, with <c>/</c> between folders.</param>
/// <param name="ClassName">The name of its class.</param>
public sealed record LabeledFile(string File, string ClassName);
