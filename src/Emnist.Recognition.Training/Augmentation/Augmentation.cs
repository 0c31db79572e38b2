using Emnist.Recognition.Imaging;
using static System.FormattableString;

namespace Emnist.Recognition.Training;

/// <summary>
/// Random changes of training images that leave the character the same, so that a network does not overfit to the pens of a
/// few writers. Every image is changed anew each time it is drawn. All amounts are 0, no change, by default.
/// </summary>
/// <remarks>
/// Rotation, shift, zoom and shear are one affine map, drawn evenly from their ranges as in Keras's
/// <c>ImageDataGenerator</c>; elastic distortion is added to it, and the image is sampled once, bilinearly. Outside it is 0.
/// Redrawing comes before all that. Images are changed as <see cref="Datasets.LabeledImages"/>, bytes of 0 to 255; other
/// sources of samples are refused with an augmentation.
/// </remarks>
/// <example>
/// <code>
/// var options = new TrainerOptions { Augmentation = Augmentation.Handwriting with { Noise = 0.02f } };
/// </code>
/// </example>
public sealed record Augmentation
{
    /// <summary>Amounts for handwritten characters of 28 x 28, upright and centred: a new object each time, free to be changed.</summary>
    public static Augmentation Handwriting => new()
    {
        RotationDegrees = 10,
        Shift = 0.05f,
        Zoom = 0.12f,
        ShearDegrees = 10,
        ElasticDistortion = 0.6f,
        StrokeThickness = 0.5f,
    };

    /// <summary>The largest rotation either way in degrees, 0 to 180.</summary>
    /// <value>Default: 0.</value>
    public float RotationDegrees { get; set; }

    /// <summary>The largest shift in each direction, as a part of the side, 0 to 1.</summary>
    /// <value>Default: 0.</value>
    public float Shift { get; set; }

    /// <summary>The largest change of size, across and down by themselves: sizes are 1 less this to 1 and this. 0 to below 1.</summary>
    /// <value>Default: 0.</value>
    public float Zoom { get; set; }

    /// <summary>The largest slant either way in degrees, 0 to below 90.</summary>
    /// <value>Default: 0.</value>
    public float ShearDegrees { get; set; }

    /// <summary>
    /// The standard deviation in pixels of displacements at the points of a grid of a quarter of the image's side, between
    /// which they run smoothly (a coarse form of Simard, Steinkraus and Platt, "Best practices for convolutional neural
    /// networks", ICDAR 2003, section 2). 0 to 10.
    /// </summary>
    /// <value>Default: 0.</value>
    public float ElasticDistortion { get; set; }

    /// <summary>How much thicker or thinner strokes become at most, in pixels on either side, 0 to 1.</summary>
    /// <value>Default: 0.</value>
    public float StrokeThickness { get; set; }

    /// <summary>The standard deviation of Gaussian noise, as a part of full ink, 0 to 1.</summary>
    /// <value>Default: 0.</value>
    public float Noise { get; set; }

    /// <summary>
    /// The share of images, 0 to 1, that are first drawn as a larger picture, dark on light and with a pen of another width,
    /// and normalised by <see cref="CharacterNormalizer"/>, as a recognizer does with photographs and drawings. For
    /// images of 28 x 28 alone; costs some tenths of a millisecond an image, many times as much as all else.
    /// </summary>
    /// <value>Default: 0.</value>
    public float Redrawing { get; set; }

    /// <summary>
    /// The share of images, 0 to 0.9, in whose place there is something that is no single character: parts of two characters, several
    /// of them, one that is crossed out or in a box, scribbles, blots, and so on, composed at random of the training images. They are
    /// of the class <see cref="Onnx.OnnxModel.NonCharacter"/>, which the samples need to have, and for images of 28 x 28 alone.
    /// </summary>
    /// <value>Default: 0.</value>
    public float NonCharacters { get; set; }

    /// <summary>
    /// The share, 0 to 1, of the images that have an original (<see cref="Datasets.OriginalImages"/>) that are drawn of it anew.
    /// </summary>
    /// <value>Default: 0.</value>
    internal float Originals { get; set; }

    /// <summary>How redrawn images are framed: as those are that the network is trained on.</summary>
    /// <value>Default: <see cref="CharacterFraming.Emnist"/>.</value>
    public CharacterFraming Framing { get; set; }

    /// <summary>The amounts above 0, such as <c>rotation 10, shift 0.05</c>; <c>none</c> where there is none.</summary>
    public override string ToString() => Description is { Length: > 0 } description ? description : "none";

    /// <summary>The amounts above 0, in words that checkpoints keep.</summary>
    internal string Description => string.Join(", ", new (string Name, float Amount)[]
    {
        ("rotation", RotationDegrees), ("shift", Shift), ("zoom", Zoom), ("shear", ShearDegrees),
        ("elastic distortion", ElasticDistortion), ("stroke thickness", StrokeThickness), ("noise", Noise), ("redrawing", Redrawing),
        ("originals", Originals), ("non-characters", NonCharacters),
    }.Where(static part => part.Amount > 0).Select(static part => Invariant($"{part.Name} {part.Amount}")))
        + (Redrawing > 0 && Framing == CharacterFraming.Mnist ? " in MNIST's framing" : "");

    /// <summary>Whether images are of the normaliser's drawing.</summary>
    internal bool DrawsAnew => Redrawing > 0 || Originals > 0 || NonCharacters > 0;

    internal void Validate()
    {
        Check(RotationDegrees, 180, nameof(RotationDegrees));
        Check(Shift, 1, nameof(Shift));
        Check(Zoom, 0.99f, nameof(Zoom));
        Check(ShearDegrees, 89, nameof(ShearDegrees));
        Check(ElasticDistortion, 10, nameof(ElasticDistortion));
        Check(StrokeThickness, 1, nameof(StrokeThickness));
        Check(Noise, 1, nameof(Noise));
        Check(Redrawing, 1, nameof(Redrawing));
        Check(Originals, 1, nameof(Originals));
        Check(NonCharacters, 0.9f, nameof(NonCharacters));
        if (!Enum.IsDefined(Framing))
        {
            throw new ArgumentOutOfRangeException(nameof(Framing), Framing, "There is no such framing.");
        }
    }

    private static void Check(float value, float max, string name)
    {
        if (!(value >= 0 && value <= max))
        {
            throw new ArgumentOutOfRangeException(name, value, Invariant($"{name} is 0 to {max}."));
        }
    }
}
