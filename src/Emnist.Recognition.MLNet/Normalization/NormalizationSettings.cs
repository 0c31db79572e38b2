using System.Text.Json;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.MLNet.Normalization;

/// <summary>The options as a pipeline saves them: a line of JSON, whose names stay.</summary>
internal sealed record NormalizationSettings(
    string Column, bool Throws, bool NormalizePixels, float FullInk, int MaxPixels, int MaxBytes)
{
    public ImageDecoderOptions Limits => new() { MaxPixels = MaxPixels, MaxBytes = MaxBytes };

    public static NormalizationSettings Of(string column, CharacterNormalizationOptions options) => new(
        column,
        options.RowsWithoutCharacter == RowsWithoutCharacter.Throw,
        options.NormalizePixels,
        options.FullInk,
        options.DecoderOptions.MaxPixels,
        options.DecoderOptions.MaxBytes);

    public static NormalizationSettings Parse(string json) =>
        JsonSerializer.Deserialize<NormalizationSettings>(json)
        ?? throw new InvalidOperationException("The pipeline's settings of the normalisation are damaged.");

    public string ToJson() => JsonSerializer.Serialize(this);
}
