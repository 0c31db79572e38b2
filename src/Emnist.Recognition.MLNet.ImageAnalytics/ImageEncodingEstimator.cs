using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Image;

namespace Emnist.Recognition.MLNet.ImageAnalytics;

/// <summary>
/// A custom mapping between copies of the columns, so that all of it is saved and loaded by ML.NET. It is put together of fitted
/// parts, for a custom mapping's own estimator refuses images of open size.
/// </summary>
internal sealed class ImageEncodingEstimator(TransformsCatalog catalog, string outputColumnName, string inputColumnName)
    : IEstimator<ITransformer>
{
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (Problem(input.Schema.GetColumnOrNull(inputColumnName)?.Type) is { } problem)
        {
            throw new ArgumentOutOfRangeException(nameof(input), problem);
        }

        if (input.Schema.FirstOrDefault(static column => !column.IsHidden && ImageEncoding.IsTemporary(column.Name)).Name is { } taken)
        {
            throw new InvalidOperationException(
                $"Column '{taken}' has a name that this stage needs for itself, and would be dropped: rename it before this stage.");
        }

        ColumnCopyingTransformer begin = catalog.CopyColumns(ImageEncoding.ImageColumn, inputColumnName).Fit(input);
        IDataView begun = begin.Transform(input);
        CustomMappingTransformer<ImageEncoding.Source, ImageEncoding.Result> encoding = catalog
            .CustomMapping<ImageEncoding.Source, ImageEncoding.Result>(ImageEncoding.Map, ImageEncoding.Contract).Fit(begun);
        ITransformer end = catalog.CopyColumns(outputColumnName, ImageEncoding.PictureColumn)
            .Append(catalog.DropColumns(ImageEncoding.ImageColumn, ImageEncoding.PictureColumn))
            .Fit(encoding.Transform(begun));
        return new TransformerChain<ITransformer>(begin, encoding, end);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column column = inputSchema.FirstOrDefault(candidate => candidate.Name == inputColumnName);
        if (Problem(column.Name is null ? null : column.ItemType) is { } problem)
        {
            throw new ArgumentOutOfRangeException(nameof(inputSchema), problem);
        }

        // Columns of a shape can only be made by an estimator: one that needs nothing and gives the same column.
        var output = SchemaDefinition.Create(typeof(ImageEncoding.Result));
        output[0].ColumnName = outputColumnName;
        return catalog
            .CustomMapping<Nothing, ImageEncoding.Result>(static (_, _) => { }, contractName: null, outputSchemaDefinition: output)
            .GetOutputSchema(inputSchema);
    }

    /// <summary>What is wrong with the column's type, in ML.NET's words; null where it is as it must be.</summary>
    private string? Problem(DataViewType? type)
    {
        var expected = new ImageDataViewType();
        string mismatch = $"Schema mismatch for input column '{inputColumnName}': expected {expected}";
        return type switch
        {
            null => $"Could not find input column '{inputColumnName}'",
            _ when type.Equals(expected) => null,
            ImageDataViewType => $"{mismatch} of any size, got {type}: take the images as they are loaded, or give the property of your "
                + "class the attribute ImageOfAnySize",
            _ => $"{mismatch}, got {type}",
        };
    }

    private sealed class Nothing;
}
