using System.Text.Json;
using System.Text.Json.Serialization;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.MLNet.Normalization;

/// <summary>The options as a pipeline saves them: a line of JSON, whose names stay.</summary>
internal sealed record NormalizationSettings(
    string Column, bool Throws, bool NormalizePixels, float FullInk, int MaxPixels, int MaxBytes)
{
    /// <summary>
    /// Pipelines that were saved before there was a choice have EMNIST's, and those with EMNIST's are saved as they were.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public CharacterFraming Framing { get; init; }

    public ImageDecoderOptions Limits => new() { MaxPixels = MaxPixels, MaxBytes = MaxBytes };

    public static NormalizationSettings Of(string column, CharacterNormalizationOptions options) => new(
        column,
        options.RowsWithoutCharacter == RowsWithoutCharacter.Throw,
        options.NormalizePixels,
        options.FullInk,
        options.DecoderOptions.MaxPixels,
        options.DecoderOptions.MaxBytes)
    {
        Framing = options.Framing,
    };

    public static NormalizationSettings Parse(string json) =>
        JsonSerializer.Deserialize<NormalizationSettings>(json)
        ?? throw new InvalidOperationException("The pipeline's settings of the normalisation are damaged.");

    public string ToJson() => JsonSerializer.Serialize(this);
}
