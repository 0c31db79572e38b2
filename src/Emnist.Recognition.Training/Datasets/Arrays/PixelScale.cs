namespace Emnist.Recognition.Training.Datasets.Arrays;

/// <summary>
/// Brings the numbers of a file's pixels to 0 to 255, by the number that stands for full ink. Where that is not given, it is told by
/// the numbers: whole ones of 0 to 255 are what they are, and of 0 to 1, one of them a fraction, are scaled. Any other mixture is
/// refused, and so are zeros and ones alone, which may be either. A scale serves one file.
/// </summary>
internal sealed class PixelScale(double? maxPixel)
{
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

    /// <summary>Whether all numbers were 0 and 1, and nothing tells whether 1 is full ink.</summary>
    public bool IsAmbiguous => _form == Form.Unknown && _sawOne;

    /// <summary>What the next number must be.</summary>
    public string Expected => _form switch
    {
        Form.Given => FormattableString.Invariant($"a number of 0 to {maxPixel}"),
        Form.Fractions => "a number of 0 to 1, as those before it",
        _ => "a whole number of 0 to 255",
    };

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
