using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>How a folder of pictures is read.</summary>
/// <remarks>Copied where it is taken: later changes have no effect on what is being loaded.</remarks>
public sealed record ImageFolderOptions
{
    /// <summary>The classes, in the order of the class indices: 1 to 256 names, none empty, all different.</summary>
    /// <value>
    /// The default, null, takes the classes that are found, in the order of their UTF-16 codes (<c>10</c> before <c>2</c>,
    /// <c>Z</c> before <c>a</c>). Where they are given, a class may lack pictures, and a picture of another class is refused.
    /// </value>
    public IReadOnlyList<string>? ClassNames { get; set; }

    /// <summary>The part to load, of a folder that has <c>train</c> and <c>test</c> in it, each with the classes.</summary>
    /// <value>The default, null, is for a folder that holds the classes themselves.</value>
    public DatasetPart? Part { get; set; }

    /// <summary>What becomes of pictures that cannot be read, or in which there is nothing to see.</summary>
    /// <value>The default is <see cref="UnreadableImages.Throw"/>.</value>
    public UnreadableImages UnreadableImages { get; set; } = UnreadableImages.Throw;

    /// <summary>How characters are framed: as the images are that the network was or will be trained on besides.</summary>
    /// <value>The default is <see cref="CharacterFraming.Emnist"/>.</value>
    public CharacterFraming Framing { get; set; }

    /// <summary>
    /// Whether pictures of 28 x 28 are taken as they are: they have that form already, 255 for ink on 0. Others are brought to it
    /// by <see cref="CharacterNormalizer"/> all the same.
    /// </summary>
    /// <value>The default is <see langword="false"/>: all pictures are normalised, as a recognizer will do it.</value>
    public bool KeepImagesOf28x28 { get; set; }

    /// <summary>What reads the pictures, on several threads at once.</summary>
    /// <value>The default is <see cref="ImageDecoder.BuiltIn"/>, for PNG, JPEG, BMP, GIF and PNM.</value>
    public IImageDecoder Decoder { get; set; } = ImageDecoder.BuiltIn;

    /// <summary>The limits of the pictures' size.</summary>
    /// <value>The defaults are those of <see cref="ImageDecoderOptions"/>.</value>
    public ImageDecoderOptions DecoderOptions { get; set; } = new();

    /// <summary>Threads at work, each with a picture in memory.</summary>
    /// <value>At least 1; the default is the number of processors. The result is the same with any number.</value>
    public int MaxDegreeOfParallelism { get; set; } = Environment.ProcessorCount;

    /// <summary>A copy, whose values are in their ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal ImageFolderOptions ToValidated()
    {
        ArgumentNullException.ThrowIfNull(Decoder);
        ArgumentNullException.ThrowIfNull(DecoderOptions);
        ImageFolderOptions own = this with
        {
            DecoderOptions = DecoderOptions with { },
            ClassNames = ClassNames is null ? null : [.. ClassNames],
        };
        own.Validate();
        return own;
    }

    private void Validate()
    {
        DecoderOptions.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDegreeOfParallelism, 1);
        if (Part is { } part && !Enum.IsDefined(part))
        {
            throw new ArgumentOutOfRangeException(nameof(Part), part, "A data set has a training and a test part.");
        }

        if (!Enum.IsDefined(Framing))
        {
            throw new ArgumentOutOfRangeException(nameof(Framing), Framing, "There is no such framing.");
        }

        if (!Enum.IsDefined(UnreadableImages))
        {
            throw new ArgumentOutOfRangeException(nameof(UnreadableImages), UnreadableImages, "There is no such choice.");
        }
    }
}
