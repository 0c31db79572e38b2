using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.MLNet;

/// <summary>How pictures become features. Who takes the options copies them; they are saved with the pipeline.</summary>
public sealed record CharacterNormalizationOptions
{
    /// <summary>What becomes of a row whose picture cannot be read or shows no character.</summary>
    /// <value>Default: <see cref="RowsWithoutCharacter.Report"/>.</value>
    public RowsWithoutCharacter RowsWithoutCharacter { get; set; }

    /// <summary>The limits of the built-in decoder, for paths and encoded pictures.</summary>
    /// <value>Default: 50,000,000 pixels and 64 MiB.</value>
    public ImageDecoderOptions DecoderOptions { get; set; } = new();

    /// <summary>
    /// Whether raw pixels are brought to EMNIST's form, as pictures are. If not, they have it already, 28 x 28 with light ink on
    /// black, and are taken as they are: EMNIST's and MNIST's own images.
    /// </summary>
    /// <value>Default: false.</value>
    public bool NormalizePixels { get; set; }

    /// <summary>
    /// The value of full ink in a column of floats, above 0 and finite; 0 is the ground. 255 for pixels read from a file of
    /// numbers. A row with a value outside 0 to this has no picture. Bytes are always 0 to 255.
    /// </summary>
    /// <value>Default: 1.</value>
    public float FullInk { get; set; } = 1;

    /// <summary>
    /// How characters are framed: as the images are that a network was or will be trained on. A recognition goes by its model, where
    /// that tells it.
    /// </summary>
    /// <value>Default: <see cref="CharacterFraming.Emnist"/>.</value>
    public CharacterFraming Framing { get; set; }

    internal CharacterNormalizationOptions Copy()
    {
        ArgumentNullException.ThrowIfNull(DecoderOptions);
        return this with { DecoderOptions = DecoderOptions with { } };
    }

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(DecoderOptions);
        ArgumentOutOfRangeException.ThrowIfLessThan(DecoderOptions.MaxPixels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(DecoderOptions.MaxPixels, Array.MaxLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(DecoderOptions.MaxBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(DecoderOptions.MaxBytes, Array.MaxLength);
        if (!(FullInk > 0 && float.IsFinite(FullInk)))
        {
            throw new ArgumentOutOfRangeException(nameof(FullInk), FullInk, "Full ink is above 0 and finite.");
        }

        if (!Enum.IsDefined(Framing))
        {
            throw new ArgumentOutOfRangeException(nameof(Framing), Framing, "There is no such framing.");
        }

        if (!Enum.IsDefined(RowsWithoutCharacter))
        {
            throw new ArgumentOutOfRangeException(nameof(RowsWithoutCharacter), RowsWithoutCharacter, "No such choice.");
        }
    }
}
