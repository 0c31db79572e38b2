using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet;

/// <summary>The exceptions that ML.NET throws of columns that are missing or of another type, in its words.</summary>
internal static class SchemaMismatch
{
    private static string Parameter => "inputSchema";

    public static ArgumentOutOfRangeException Missing(string role, string column) =>
        new(Parameter, $"Could not find {role} column '{column}'");

    public static ArgumentOutOfRangeException OfType(string role, string column, string expected, DataViewType actual) =>
        OfType(role, column, expected, Describe(actual));

    public static ArgumentOutOfRangeException OfType(string role, string column, string expected, SchemaShape.Column actual) =>
        OfType(role, column, expected, Describe(actual));

    public static ArgumentOutOfRangeException OfType(string role, string column, string expected, string actual) =>
        new(Parameter, $"Schema mismatch for {role} column '{column}': expected {expected}, got {actual}");

    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public static DataViewSchema.Column Require(DataViewSchema schema, string role, string column) =>
        schema.GetColumnOrNull(column) ?? throw Missing(role, column);

    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public static SchemaShape.Column Require(SchemaShape shape, string role, string column)
    {
        SchemaShape.Column found = shape.FirstOrDefault(candidate => candidate.Name == column);
        return found.Name is null ? throw Missing(role, column) : found;
    }

    /// <summary>A type as ML.NET writes it; a vector without a fixed size as it is written in shapes.</summary>
    public static string Describe(DataViewType type) =>
        type is VectorDataViewType { IsKnownSize: false } vector ? $"VarVector<{vector.ItemType}>" : $"{type}";

    private static string Describe(SchemaShape.Column column)
    {
        string item = column.IsKey ? $"Key<{column.ItemType}>" : $"{column.ItemType}";
        return column.Kind switch
        {
            SchemaShape.Column.VectorKind.Scalar => item,
            SchemaShape.Column.VectorKind.Vector => $"Vector<{item}>",
            _ => $"VarVector<{item}>",
        };
    }
}
