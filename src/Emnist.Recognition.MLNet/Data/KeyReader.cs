using Microsoft.ML;

namespace Emnist.Recognition.MLNet.Data;

/// <summary>Reads keys of any width, as indices from 0; -1 for a missing key.</summary>
internal static class KeyReader
{
    public static Func<int> Of(DataViewRow row, DataViewSchema.Column column)
    {
        Type type = column.Type.RawType;
        return type == typeof(uint) ? Read<uint>(row, column, static key => (int)key - 1)
            : type == typeof(byte) ? Read<byte>(row, column, static key => key - 1)
            : type == typeof(ushort) ? Read<ushort>(row, column, static key => key - 1)
            : Read<ulong>(row, column, static key => (int)key - 1);
    }

    private static Func<int> Read<T>(DataViewRow row, DataViewSchema.Column column, Func<T, int> index)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T key = default!;
        return () =>
        {
            getter(ref key);
            return index(key);
        };
    }
}
