namespace Emnist.Recognition.Imaging;

/// <summary>
/// The form of the images of 28 x 28 that a network was trained on: what its pixels are for ground and for ink, which way it
/// lies, and how the character is framed. A network gives nonsense, with confidence, for images of another form.
/// </summary>
/// <remarks>
/// <para>A pixel that ink covers in part lies between <see cref="Ground"/> and <see cref="Ink"/> in proportion. So a scale and an
/// offset are the two values that they make of 0 and of 255, and dark ink on a light ground is an <see cref="Ink"/> below the
/// <see cref="Ground"/>. What networks are usually trained on:</para>
/// <list type="table">
/// <listheader><term>written as</term><description>form</description></listheader>
/// <item><term><c>x / 255</c>, <c>Rescaling(1/255)</c>, <c>ToTensor()</c></term>
/// <description>the defaults</description></item>
/// <item><term>bytes made floats</term><description><c>new InputForm { Ink = 255 }</c></description></item>
/// <item><term><c>Rescaling(1/127.5, offset=-1)</c>, <c>Normalize((0.5,), (0.5,))</c></term>
/// <description><c>new InputForm { Ground = -1 }</c></description></item>
/// <item><term><c>Normalize((0.1307,), (0.3081,))</c></term>
/// <description><c>InputForm.Standardized(0.1307, 0.3081)</c></description></item>
/// <item><term>black on white, <c>x / 255</c></term><description><c>new InputForm { Ground = 1, Ink = 0 }</c></description></item>
/// </list>
/// <para>Who takes a form copies and checks it: later changes have no effect there. Not to be changed while another thread reads it.</para>
/// </remarks>
/// <example>
/// A network of PyTorch, trained on MNIST by the transform of PyTorch's own example:
/// <code>
/// var recognizer = new CharacterRecognizer(new RecognizerOptions
/// {
///     ModelPath = "mnist_cnn.onnx",
///     InputForm = InputForm.Standardized(0.1307, 0.3081) with { Framing = CharacterFraming.Mnist },
/// });
/// </code>
/// </example>
public sealed record InputForm
{
    /// <summary>The largest value of a pixel, either way.</summary>
    internal const float MaxValue = 1e6f;

    private const int Side = CharacterNormalizer.Size;
    private const int Length = Side * Side;

    /// <summary>The form of this library's own models: 0 to 1, bright ink, upright, framed as EMNIST. A new object each time.</summary>
    public static InputForm Emnist => new();

    /// <summary>Likewise, but framed as MNIST. A new object each time.</summary>
    public static InputForm Mnist => new() { Framing = CharacterFraming.Mnist };

    /// <summary>What a pixel without ink is.</summary>
    /// <value>-1,000,000 to 1,000,000; the default is 0.</value>
    public float Ground { get; set; }

    /// <summary>What a pixel that ink covers is.</summary>
    /// <value>-1,000,000 to 1,000,000, and not <see cref="Ground"/>; the default is 1.</value>
    public float Ink { get; set; } = 1;

    /// <summary>
    /// Whether rows and columns are exchanged, so that the character lies on its side as in EMNIST's files, which many read as they
    /// are.
    /// </summary>
    /// <value>The default is false: upright.</value>
    public bool Transposed { get; set; }

    /// <summary>How the character is framed.</summary>
    /// <value>The default is <see cref="CharacterFraming.Emnist"/>.</value>
    public CharacterFraming Framing { get; set; }

    /// <summary>Whether pixels are 0 to 1 and upright, as everything in the library takes them.</summary>
    internal bool IsPlain => this is { Ground: 0, Ink: 1, Transposed: false };

    /// <summary>
    /// The form of images that were standardized, <c>(x / 255 - mean) / deviation</c>, as torchvision's <c>Normalize</c> does it.
    /// </summary>
    /// <param name="mean">The mean of the training images' pixels as 0 to 1, such as 0.1307 of MNIST's or 0.1722 of EMNIST's.</param>
    /// <param name="deviation">Their standard deviation, above 0, such as 0.3081 or 0.3309.</param>
    /// <returns>A form that is upright and framed as EMNIST.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A number is not finite, the deviation is not above 0, or pixels come out too large.
    /// </exception>
    public static InputForm Standardized(double mean, double deviation)
    {
        if (!double.IsFinite(mean))
        {
            throw new ArgumentOutOfRangeException(nameof(mean), mean, "A mean is a number.");
        }

        if (!(deviation > 0 && double.IsFinite(deviation)))
        {
            throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "A deviation is above 0.");
        }

        return new InputForm { Ground = (float)(-mean / deviation), Ink = (float)((1 - mean) / deviation) }.ToValidated();
    }

    /// <summary>Makes what the network takes of images as <see cref="CharacterNormalizer"/> draws them.</summary>
    /// <param name="images">[count, 28, 28], image after image: 0 for the ground to 255 for ink, upright.</param>
    /// <param name="destination">Written, in the same order; it may be longer.</param>
    /// <exception cref="ArgumentException">
    /// These are no whole images, <paramref name="destination"/> is too short, or a value of the form is out of its range.
    /// </exception>
    public void Apply(ReadOnlySpan<byte> images, Span<float> destination)
    {
        Require(images.Length, destination.Length);
        float step = Ink - Ground;
        for (int i = 0; i < images.Length; i++)
        {
            // As a pixel of 0 to 1, so that both ways give the same to the bit.
            destination[i] = Ground + (images[SourceOf(i)] * (1f / 255) * step);
        }
    }

    /// <summary>Makes what the network takes of images of 0 to 1.</summary>
    /// <param name="images">[count, 28, 28], image after image: 0 for the ground to 1 for ink, upright.</param>
    /// <param name="destination">Written, in the same order; it may be longer, and may not overlap <paramref name="images"/>.</param>
    /// <exception cref="ArgumentException">
    /// These are no whole images, <paramref name="destination"/> is too short, or a value of the form is out of its range.
    /// </exception>
    public void Apply(ReadOnlySpan<float> images, Span<float> destination)
    {
        Require(images.Length, destination.Length);
        float step = Ink - Ground;
        for (int i = 0; i < images.Length; i++)
        {
            destination[i] = Ground + (images[SourceOf(i)] * step);
        }
    }

    /// <summary>A copy, whose values are in their ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal InputForm ToValidated()
    {
        InputForm own = this with { };
        own.Validate();
        return own;
    }

    private void Validate()
    {
        Check(Ground, nameof(Ground));
        Check(Ink, nameof(Ink));
        if (Ground == Ink)
        {
            throw new ArgumentOutOfRangeException(nameof(Ink), Ink, "Ink and ground are alike: no character could be seen.");
        }

        if (Framing is not (CharacterFraming.Emnist or CharacterFraming.Mnist))
        {
            throw new ArgumentOutOfRangeException(nameof(Framing), Framing, "There is no such framing.");
        }
    }

    private static void Check(float value, string name)
    {
        if (!(MathF.Abs(value) <= MaxValue))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is -1,000,000 to 1,000,000.");
        }
    }

    /// <summary>Checks the form, and that there are whole images with room for them.</summary>
    /// <param name="images">Their pixels.</param>
    /// <param name="destination">The room for them.</param>
    private void Require(int images, int destination)
    {
        Validate();
        if (images % Length != 0)
        {
            throw new ArgumentException($"There are {images} pixels; an image has {Length}.", nameof(images));
        }

        if (destination < images)
        {
            throw new ArgumentException($"There is room for {destination} pixels; the images have {images}.", nameof(destination));
        }
    }

    /// <summary>The place of the pixel that comes to a place.</summary>
    private int SourceOf(int place)
    {
        if (!Transposed)
        {
            return place;
        }

        (int row, int column) = Math.DivRem(place % Length, Side);
        return place - (place % Length) + (column * Side) + row;
    }
}
