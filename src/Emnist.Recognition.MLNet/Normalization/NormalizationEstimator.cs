using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Emnist.Recognition.MLNet.Normalization;

/// <summary>
/// A column of pictures into features and status. The kind of picture is that of the column's type when the stage is fitted, and
/// stays so.
/// </summary>
internal sealed class NormalizationEstimator(
    MLContext context, string outputColumnName, string inputColumnName, CharacterNormalizationOptions options) : IEstimator<ITransformer>
{
    private const string Expected =
        "String (a path), VarVector<Byte> (an encoded picture), Vector<Byte, 784> or Vector<Single, 784> (pixels of 28 x 28)";

    private readonly string _settings = NormalizationSettings.Of(inputColumnName, options).ToJson();

    private enum PictureKind
    {
        Path,
        Encoded,
        PixelBytes,
        PixelFloats,
    }

    public ITransformer Fit(IDataView input)
    {
        DataViewSchema.Column column = SchemaMismatch.Require(input.Schema, "input", inputColumnName);
        PictureKind kind = KindOf(column.Type)
            ?? throw SchemaMismatch.OfType("input", inputColumnName, Expected, column.Type);
        Stages.RequireNoneNamed(input.Schema, Stages.IsTemporary);
        return new NormalizationTransformer(Build(kind).Fit(input), new FittedColumn("input", inputColumnName, column.Type));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column column = SchemaMismatch.Require(inputSchema, "input", inputColumnName);
        PictureKind kind = KindOf(column) ?? throw SchemaMismatch.OfType("input", inputColumnName, Expected, column);
        return Build(kind).GetOutputSchema(inputSchema);
    }

    private static PictureKind? KindOf(DataViewType type) => type switch
    {
        TextDataViewType => PictureKind.Path,
        VectorDataViewType { ItemType: NumberDataViewType item, Size: var size } => (item.RawType == typeof(byte), size) switch
        {
            (true, 0) => PictureKind.Encoded,
            (true, CharacterPixels.Count) => PictureKind.PixelBytes,
            (false, CharacterPixels.Count) when item.RawType == typeof(float) => PictureKind.PixelFloats,
            _ => null,
        },
        _ => null,
    };

    /// <summary>What is known before there is data, which has no sizes.</summary>
    private static PictureKind? KindOf(SchemaShape.Column column) => (column.Kind, column.ItemType, column.IsKey) switch
    {
        (SchemaShape.Column.VectorKind.Scalar, TextDataViewType, false) => PictureKind.Path,
        (SchemaShape.Column.VectorKind.VariableVector, { RawType: var type }, false) when type == typeof(byte) => PictureKind.Encoded,
        (SchemaShape.Column.VectorKind.Vector, { RawType: var type }, false) when type == typeof(byte) => PictureKind.PixelBytes,
        (SchemaShape.Column.VectorKind.Vector, { RawType: var type }, false) when type == typeof(float) => PictureKind.PixelFloats,
        _ => null,
    };

    private EstimatorChain<ITransformer> Build(PictureKind kind)
    {
        IEstimator<ITransformer> mapping = kind switch
        {
            PictureKind.Path => Map<PathRow>(new PathMapping(), PathMapping.Contract),
            PictureKind.Encoded => Map<EncodedRow>(new EncodedMapping(), EncodedMapping.Contract),
            PictureKind.PixelBytes => Map<PixelBytesRow>(new PixelBytesMapping(), PixelBytesMapping.Contract),
            _ => Map<PixelFloatsRow>(new PixelFloatsMapping(), PixelFloatsMapping.Contract),
        };
        return Stages.Begin(context, inputColumnName, _settings)
            .Append(mapping)
            .Append(context.Transforms.CopyColumns(outputColumnName, NormalizedRow.FeaturesName))
            .Append(Stages.End(context, [NormalizedRow.FeaturesName]));
    }

    private CustomMappingEstimator<TRow, NormalizedRow> Map<TRow>(NormalizationMapping<TRow> mapping, string contract)
        where TRow : ConstantRow, new() => context.Transforms.CustomMapping(mapping.GetMapping(), contract);
}
