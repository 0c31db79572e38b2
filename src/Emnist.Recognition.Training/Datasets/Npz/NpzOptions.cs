namespace Emnist.Recognition.Training.Datasets;

/// <summary>What the arrays of a .npz file mean.</summary>
/// <remarks>Copied where it is taken: later changes have no effect on what is being loaded.</remarks>
public sealed record NpzOptions
{
    /// <summary>The part to load, of a file that has both.</summary>
    /// <value>The default, null, takes the only images and labels that the file has, whatever their part.</value>
    public DatasetPart? Part { get; set; }

    /// <summary>What the labels mean.</summary>
    /// <value>
    /// The default, null, takes whole numbers for digits, and text for the classes' names, in the order of their UTF-16 codes. With a
    /// mapping, text is a character of it.
    /// </value>
    public CharacterMapping? Mapping { get; set; }

    /// <summary>The name of the array of images.</summary>
    /// <value>
    /// The default, null, finds it by the words of its name: <c>x</c>, <c>image</c>, <c>images</c>, <c>imgs</c>, <c>data</c>,
    /// <c>features</c> or <c>pixels</c>, with <c>train</c>, <c>training</c>, <c>test</c> or <c>testing</c> for its part.
    /// </value>
    public string? ImagesName { get; set; }

    /// <summary>The name of the array of labels.</summary>
    /// <value>
    /// The default, null, finds it likewise: <c>y</c>, <c>label</c>, <c>labels</c>, <c>target</c>, <c>targets</c> or <c>classes</c>.
    /// </value>
    public string? LabelsName { get; set; }

    /// <summary>The .npz file that has the labels, where they lie in another than the images, as Kuzushiji-MNIST's do.</summary>
    /// <value>
    /// The default, null: they lie beside the images. Of a file that has one array alone, such as <c>arr_0</c>, its name does not matter.
    /// </value>
    public string? LabelsPath { get; set; }

    /// <summary>Whether rows and columns are swapped, as in EMNIST's own files: such images are set upright.</summary>
    /// <value>The default is <see langword="false"/>: Keras's <c>mnist.npz</c> stands upright.</value>
    public bool Transposed { get; set; }

    /// <summary>The number that stands for full ink.</summary>
    /// <value>
    /// Above 0. The default, null, tells by the numbers: whole ones of 0 to 255 are pixels as they are, and fractions of 0 to 1 are
    /// scaled. Refused is what may be either: zeros and ones alone, and a file none of whose pixels is above 127, such as one of 0 to 16.
    /// </value>
    public double? MaxPixel { get; set; }

    /// <summary>What is set, such as <c>Train, upright</c>, the same in every culture.</summary>
    public override string ToString() => $"{(Part is { } part ? $"{part}" : "the only part")}, {(Transposed ? "on their side" : "upright")}"
        + (ImagesName is null ? "" : $", images '{ImagesName}'")
        + (LabelsName is null ? "" : $", labels '{LabelsName}'")
        + (LabelsPath is null ? "" : $", labels in {LabelsPath}")
        + (MaxPixel is { } max ? FormattableString.Invariant($", full ink {max}") : "");

    /// <summary>A copy, whose values are in their ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal NpzOptions ToValidated()
    {
        NpzOptions own = this with { };
        if (own.Part is { } part && !Enum.IsDefined(part))
        {
            throw new ArgumentOutOfRangeException(nameof(Part), part, "A data set has a training and a test part.");
        }

        if (own.MaxPixel is { } max && !(max > 0 && double.IsFinite(max)))
        {
            throw new ArgumentOutOfRangeException(nameof(MaxPixel), max, "The number of full ink lies above 0.");
        }

        return own;
    }
}
