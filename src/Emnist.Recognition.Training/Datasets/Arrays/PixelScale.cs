using System.Numerics.Tensors;

namespace Emnist.Recognition.Training.Datasets.Arrays;

/// <summary>
/// Brings the numbers of a file's pixels to 0 to 255, by the number that stands for full ink. Where that is not given, it is told by
/// the numbers: whole ones of 0 to 255 are what they are, and of 0 to 1, one of them a fraction, are scaled. Any other mixture is
/// refused. Zeros and ones alone may be either, and are in doubt; so are whole numbers that end far below 255, such as the 0 to 16 of
/// scikit-learn's digits. A scale serves one file.
/// </summary>
internal sealed class PixelScale(double? maxPixel)
{
    /// <summary>Images of 0 to 255 of which no pixel reaches half of that are hardly ever seen.</summary>
    private const byte LowMax = 127;

    /// <summary>The largest of fewer pixels tells nothing; scikit-learn's digits, the smallest pictures in use, have as many.</summary>
    private const int TellingCount = 64;

    private bool _sawOne;
    private Form _form = maxPixel is null ? Form.Unknown : Form.Given;

    private enum Form
    {
        Unknown,
        Given,
        Bytes,
        Fractions,
    }

    /// <summary>Whether whole numbers of 0 to 255 are known to be pixels as they are.</summary>
    public bool IsBytes => _form == Form.Bytes;

    /// <summary>What the next number must be.</summary>
    public string Expected => _form switch
    {
        Form.Given => FormattableString.Invariant($"a number of 0 to {maxPixel}"),
        Form.Fractions => "a number of 0 to 1, as those before it",
        _ => "a whole number of 0 to 255",
    };

    /// <summary>What makes it doubtful that 255 is full ink, once all numbers were taken; null where nothing does.</summary>
    /// <param name="pixels">The pixels of all of them.</param>
    /// <returns>What was found, and what to set <c>MaxPixel</c> to.</returns>
    public (string Found, string Advice)? Doubt(ReadOnlySpan<byte> pixels)
    {
        if (_form == Form.Unknown && _sawOne)
        {
            return ("zeros and ones alone", "to 1 where 1 is full ink, else to 255");
        }

        byte max = _form == Form.Bytes && pixels.Length >= TellingCount ? TensorPrimitives.Max(pixels) : byte.MaxValue;
        return max <= LowMax ? ($"none above {max}", $"to the number that is full ink, such as {max} or 255") : null;
    }

    /// <summary>Takes a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="before">The pixels of the numbers before it, which are scaled where this one shows that they must be.</param>
    /// <param name="pixel">The pixel.</param>
    /// <returns>Whether it is a pixel; <see cref="Expected"/> says what is.</returns>
    public bool TryAdd(double value, Span<byte> before, out byte pixel)
    {
        if (_form == Form.Unknown)
        {
            Tell(value, before);
        }

        double factor = _form switch
        {
            Form.Given => 255 / maxPixel!.Value,
            Form.Fractions => 255,
            _ => 1,
        };
        double scaled = Math.Round(value * factor, MidpointRounding.AwayFromZero);
        bool isPixel = value >= 0 && scaled <= 255 && (_form is Form.Given or Form.Fractions || scaled == value);
        pixel = isPixel ? (byte)scaled : (byte)0;
        return isPixel && (_form != Form.Given || value <= maxPixel) && (_form != Form.Fractions || value <= 1);
    }

    private void Tell(double value, Span<byte> before)
    {
        if (value is > 0 and < 1)
        {
            _form = Form.Fractions;
            foreach (ref byte pixel in before)
            {
                pixel *= 255;
            }
        }
        else if (value > 1)
        {
            _form = Form.Bytes;
        }

        _sawOne |= value == 1;
    }
}
