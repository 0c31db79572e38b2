using Emnist.Recognition.Imaging;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Emnist.Recognition.MLNet.Normalization;

/// <summary>A picture of one kind into features and status.</summary>
internal abstract class NormalizationMapping<TRow>()
    : ConstantMapping<TRow, NormalizedRow, RowNormalizer>(static json => new RowNormalizer(NormalizationSettings.Parse(json)))
    where TRow : ConstantRow, new();

[CustomMappingFactoryAttribute(Contract)]
internal sealed class PathMapping : NormalizationMapping<PathRow>
{
    public const string Contract = "Emnist.Recognition.NormalizePath";

    protected override void Map(RowNormalizer normalizer, PathRow source, NormalizedRow destination)
    {
        string path = source.Picture.ToString();
        normalizer.NormalizePicture(limits => ImageDecoder.Decode(path, limits), destination);
    }
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class EncodedMapping : NormalizationMapping<EncodedRow>
{
    public const string Contract = "Emnist.Recognition.NormalizeEncoded";

    protected override void Map(RowNormalizer normalizer, EncodedRow source, NormalizedRow destination)
    {
        VBuffer<byte> encoded = source.Picture;
        normalizer.NormalizePicture(
            limits => ImageDecoder.Decode(encoded.IsDense ? encoded.GetValues() : [.. encoded.DenseValues()], limits), destination);
    }
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class PixelBytesMapping : NormalizationMapping<PixelBytesRow>
{
    public const string Contract = "Emnist.Recognition.NormalizePixelBytes";

    protected override void Map(RowNormalizer normalizer, PixelBytesRow source, NormalizedRow destination)
    {
        normalizer.Require(source.Picture.Length);
        Span<byte> pixels = stackalloc byte[CharacterPixels.Count];
        source.Picture.CopyTo(pixels);
        normalizer.NormalizePixels(pixels, destination);
    }
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class PixelFloatsMapping : NormalizationMapping<PixelFloatsRow>
{
    public const string Contract = "Emnist.Recognition.NormalizePixelFloats";

    protected override void Map(RowNormalizer normalizer, PixelFloatsRow source, NormalizedRow destination)
    {
        normalizer.Require(source.Picture.Length);
        Span<float> pixels = stackalloc float[CharacterPixels.Count];
        source.Picture.CopyTo(pixels);
        normalizer.NormalizePixels(pixels, destination);
    }
}
