namespace Emnist.Recognition.Training.Datasets.Folders;

/// <summary>A picture that is to be read.</summary>
/// <param name="File">Relative to the folder, with <c>/</c> between folders.</param>
/// <param name="ClassName">The name of its class.</param>
internal readonly record struct LabeledFile(string File, string ClassName);
