using System.Collections.ObjectModel;
using System.Globalization;

namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// Multiplies by constants and adds constants, which no training changes: <c>y = x * scale + offset</c>. Any input; the output has
/// its shape. Mostly the first layer, for networks whose images are not of 0 to 1.
/// </summary>
/// <remarks>Keras's <c>Rescaling(scale, offset)</c>; a <c>Normalization</c> of fixed mean and variance is one, too.</remarks>
/// <example>
/// <code>
/// // Pixels of -1 to 1, as many networks were trained on.
/// var network = new Network(TensorShape.Image(28), new Rescaling(2, -1), new Flatten(), new Dense(10));
/// </code>
/// </example>
public sealed class Rescaling : Layer
{
    /// <summary>Creates the layer with nothing to add.</summary>
    /// <param name="scale">The factor, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public Rescaling(float scale)
        : this(scale, 0)
    {
    }

    /// <summary>Creates the layer.</summary>
    /// <param name="scale">The factor, finite.</param>
    /// <param name="offset">What is added after that, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public Rescaling(float scale, float offset)
        : this([scale], [offset])
    {
    }

    /// <summary>Creates the layer with constants for each channel.</summary>
    /// <param name="scale">Factors, finite: one; or one for each channel of the input; or one for each of its values.</param>
    /// <param name="offset">What is added after that, finite: as many, or one.</param>
    /// <exception cref="ArgumentNullException">A list is null.</exception>
    /// <exception cref="ArgumentException">A list is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public Rescaling(IReadOnlyList<float> scale, IReadOnlyList<float> offset)
    {
        Scale = Copy(scale, nameof(scale));
        Offset = Copy(offset, nameof(offset));
    }

    /// <summary>The factors: one; or one for each channel; or one for each value, [height, width, channels].</summary>
    public IReadOnlyList<float> Scale { get; }

    /// <summary>What is added: as many as the factors, or one.</summary>
    public IReadOnlyList<float> Offset { get; }

    internal override string KindName => "rescaling";

    internal override string Settings => FormattableString.Invariant(
        $"scale {string.Join(' ', Scale.Select(Text))} offset {string.Join(' ', Offset.Select(Text))}");

    internal override TensorShape InferShape(string name, TensorShape input)
    {
        foreach (int count in (int[])[Scale.Count, Offset.Count])
        {
            if (count != 1 && count != input.Channels && count != input.Length)
            {
                throw new NetworkShapeException(
                    name, input, $"has {count} constants; give 1, or {input.Channels} for the channels, or {input.Length} for the values.");
            }
        }

        return input;
    }

    /// <summary>Both constants for each channel, or for each value where one of them is so.</summary>
    internal (float[] Scale, float[] Offset) Expand(TensorShape input)
    {
        int count = Math.Max(input.Channels, Math.Max(Scale.Count, Offset.Count));
        return (Repeat(Scale, count), Repeat(Offset, count));
    }

    private static float[] Repeat(IReadOnlyList<float> values, int count)
    {
        float[] repeated = new float[count];
        for (int i = 0; i < count; i++)
        {
            repeated[i] = values[i % values.Count];
        }

        return repeated;
    }

    private static ReadOnlyCollection<float> Copy(IReadOnlyList<float> values, string parameter)
    {
        ArgumentNullException.ThrowIfNull(values, parameter);
        float[] copy = [.. values];
        if (copy.Length == 0)
        {
            throw new ArgumentException("There is no constant: give one, or one for each channel.", parameter);
        }

        return Array.TrueForAll(copy, float.IsFinite)
            ? Array.AsReadOnly(copy)
            : throw new ArgumentOutOfRangeException(parameter, "A constant is not finite.");
    }

    private static string Text(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
