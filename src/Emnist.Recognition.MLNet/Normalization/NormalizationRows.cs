using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Normalization;

/// <summary>A row with a picture of some kind, and the settings beside it.</summary>
internal abstract class PictureRow
{
    [ColumnName(Stages.Constant)]
    public ReadOnlyMemory<char> Settings { get; set; }
}

internal sealed class PathRow : PictureRow
{
    [ColumnName(Stages.Input)]
    public ReadOnlyMemory<char> Picture { get; set; }
}

/// <summary>Bytes of a picture file, as many as it has.</summary>
internal sealed class EncodedRow : PictureRow
{
    [ColumnName(Stages.Input)]
    [VectorType]
    public VBuffer<byte> Picture { get; set; }
}

internal sealed class PixelBytesRow : PictureRow
{
    [ColumnName(Stages.Input)]
    [VectorType(CharacterPixels.Count)]
    public VBuffer<byte> Picture { get; set; }
}

internal sealed class PixelFloatsRow : PictureRow
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
