using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Data;

/// <summary>The texts that ML.NET keeps beside a column: what its keys stand for, and the names of a vector's slots.</summary>
internal static class KeyValues
{
    private const string KeyValuesKind = "KeyValues";
    private const string SlotNamesKind = "SlotNames";

    private static readonly MethodInfo ReadMethod =
        typeof(KeyValues).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>What the keys of a column stand for, in their order; null where the column does not say.</summary>
    public static IReadOnlyList<string>? Of(DataViewSchema.Column column) => Texts(column, KeyValuesKind);

    /// <summary>The names of a vector's slots; null where the column does not say.</summary>
    public static IReadOnlyList<string>? SlotNames(DataViewSchema.Column column) => Texts(column, SlotNamesKind);

    private static IReadOnlyList<string>? Texts(DataViewSchema.Column column, string kind)
    {
        if (column.Annotations.Schema.GetColumnOrNull(kind) is not { Type: VectorDataViewType { ItemType: var item } })
        {
            return null;
        }

        return (IReadOnlyList<string>)ReadMethod.MakeGenericMethod(item.RawType).Invoke(null, [column.Annotations, kind])!;
    }

    private static string[] Read<T>(DataViewSchema.Annotations annotations, string kind)
    {
        VBuffer<T> values = default;
        annotations.GetValue(kind, ref values);
        return [.. values.DenseValues().Select(static value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")];
    }
}
