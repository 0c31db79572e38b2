namespace Emnist.Recognition.Training.Datasets;

/// <summary>A line of a mapping file: a label, 0 to 255, and the code points of its class, at least one.</summary>
internal readonly record struct CharacterMappingLine(int Label, int[] CodePoints);
