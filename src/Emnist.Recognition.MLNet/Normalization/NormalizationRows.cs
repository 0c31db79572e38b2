using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Normalization;

internal sealed class PathRow : ConstantRow
{
    [ColumnName(Stages.Input)]
    public ReadOnlyMemory<char> Picture { get; set; }
}

/// <summary>Bytes of a picture file, as many as it has.</summary>
internal sealed class EncodedRow : ConstantRow
{
    [ColumnName(Stages.Input)]
    [VectorType]
    public VBuffer<byte> Picture { get; set; }
}

internal sealed class PixelBytesRow : ConstantRow
{
    [ColumnName(Stages.Input)]
    [VectorType(CharacterPixels.Count)]
    public VBuffer<byte> Picture { get; set; }
}

internal sealed class PixelFloatsRow : ConstantRow
{
    [ColumnName(Stages.Input)]
    [VectorType(CharacterPixels.Count)]
    public VBuffer<float> Picture { get; set; }
}

internal sealed class NormalizedRow
{
    public const string FeaturesName = "emnist.features";

    [ColumnName(FeaturesName)]
    [VectorType(CharacterPixels.Count)]
    public VBuffer<float> Features { get; set; }

    [ColumnName(CharacterStatus.ColumnName)]
    public ReadOnlyMemory<char> Status { get; set; }
}
