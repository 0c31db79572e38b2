using PureHDF;

namespace Emnist.Recognition.Keras.Hdf5;

/// <summary>Texts in attributes, of a fixed length or of any.</summary>
internal static class Hdf5Text
{
    public static string Read(IH5Attribute attribute, string place, Hdf5Budget budget)
    {
        IReadOnlyList<string> texts = ReadList(attribute, place, budget);
        return texts.Count == 1 ? texts[0] : throw Fault.Damaged($"{place} holds {texts.Count} texts instead of one");
    }

    public static IReadOnlyList<string> ReadList(IH5Attribute attribute, string place, Hdf5Budget budget)
    {
        long count = attribute.Space.Type == H5DataspaceType.Null ? 0 : Sizes.Product(attribute.Space.Dimensions);
        if (count == 0)
        {
            // An empty list has no type: NumPy makes numbers of it.
            return [];
        }

        if (count > KerasLimits.Strings || attribute.Type.Class is not (H5DataTypeClass.String or H5DataTypeClass.VariableLength))
        {
            throw Fault.Damaged($"{place} holds no list of texts");
        }

        budget.Take(place, count * attribute.Type.Size);
        return Hdf5File.Guard(place, () =>
        {
            string[] texts = attribute.Space.Type == H5DataspaceType.Scalar ? [attribute.Read<string>()] : attribute.Read<string[]>();
            budget.Take(place, texts.Sum(static text => (long)text.Length));
            return texts.Select(static text => text.TrimEnd('\0')).ToArray();
        });
    }
}
