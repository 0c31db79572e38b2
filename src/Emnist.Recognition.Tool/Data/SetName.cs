using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Data;

/// <summary>The names that <c>--set</c> takes.</summary>
internal static class SetName
{
    /// <summary>Loads a part of a known set, such as <c>mnist-test</c>, or else a set of idx files by their name.</summary>
    /// <exception cref="FileNotFoundException">The set is not on disk.</exception>
    /// <exception cref="ArgumentException">The name is empty or a path.</exception>
    public static LabeledImages Load(string name)
    {
        foreach (DatasetPart part in Enum.GetValues<DatasetPart>())
        {
            string end = $"-{part.ToString().ToLowerInvariant()}";
            if (name.EndsWith(end, StringComparison.Ordinal) && KnownSet.Find(name[..^end.Length]) is { } known)
            {
                return known.Load(part);
            }
        }

        return EmnistDataset.LoadSet(name);
    }
}
