using PureHDF;

namespace Emnist.Recognition.Keras.Hdf5;

/// <summary>A group of a file: named objects, and texts beside them. Not safe for several threads.</summary>
internal sealed class Hdf5Group(IH5Group group, string path, Hdf5Budget budget)
{
    /// <summary>The path in the file, without a slash at the start; empty for the file itself.</summary>
    public string Path => path;

    private string Place => path.Length == 0 ? "the file" : $"'{path}'";

    /// <summary>The group inside this one, or null where there is none of the name.</summary>
    public Hdf5Group? FindGroup(string name) => Find(name) is IH5Group found ? new Hdf5Group(found, Join(name), budget) : null;

    /// <summary>The weights inside this group, by a name or a path of several; null where there are none.</summary>
    public Tensor? FindTensor(string name) =>
        Find(name) is IH5Dataset found ? Hdf5Dataset.Read(found, Join(name), budget) : null;

    /// <summary>A text beside the group, or null.</summary>
    public string? FindText(string name) => FindAttribute(name) is { } attribute
        ? Hdf5Text.Read(attribute, $"{Place}, attribute '{name}'", budget)
        : null;

    /// <summary>
    /// A list of texts beside the group, or null. Keras divides a list that is too long for one attribute, as <c>name0</c>,
    /// <c>name1</c> and so on.
    /// </summary>
    public IReadOnlyList<string>? FindTexts(string name)
    {
        if (FindAttribute(name) is { } whole)
        {
            return Hdf5Text.ReadList(whole, $"{Place}, attribute '{name}'", budget);
        }

        List<string>? texts = null;
        for (int part = 0; FindAttribute($"{name}{part}") is { } attribute; part++)
        {
            (texts ??= []).AddRange(Hdf5Text.ReadList(attribute, $"{Place}, attribute '{name}{part}'", budget));
        }

        return texts;
    }

    private IH5Attribute? FindAttribute(string name) =>
        Hdf5File.Guard(Place, () => group.AttributeExists(name) ? group.Attribute(name) : null);

    private IH5Object? Find(string name) => Hdf5File.Guard(Place, () => group.LinkExists(name) ? group.Get(name) : null);

    private string Join(string name) => path.Length == 0 ? name : $"{path}/{name}";
}
