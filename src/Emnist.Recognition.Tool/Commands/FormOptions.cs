using System.CommandLine;
using System.Globalization;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The options that say what images a model was trained on, where its file does not tell it.</summary>
internal sealed class FormOptions
{
    private readonly Option<string?> _scale = new("--input-scale")
    {
        HelpName = "GROUND..INK|MEAN,DEVIATION",
        Description = "The values of the images that the model was trained on: 0..1, 0..255, -1..1, or 1..0 for dark ink on light; or mean and "
            + "deviation as torchvision's Normalize has them, such as 0.1307,0.3081. Default: what the file tells, or else 0..1.",
    };

    private readonly Option<bool> _transposed = new("--transposed")
    {
        Description = "The model was trained on images that lie on their side, as EMNIST's files have them.",
    };

    private readonly FramingOption _framing = new(
        "How the characters were framed that the model was trained on, as EMNIST's or as MNIST's. Default: what the file tells, or else emnist.");

    public void AddTo(Command command)
    {
        command.Add(_scale);
        command.Add(_transposed);
        _framing.AddTo(command);
    }

    /// <summary>The form that the options give, on top of what a model tells; null where they give nothing.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="told">What the model tells; null where that is nothing.</param>
    /// <exception cref="ToolException">An option says something else than a form.</exception>
    public InputForm? Read(ParseResult parsed, InputForm? told)
    {
        (string? scale, CharacterFraming? framing) = (parsed.GetValue(_scale), _framing.Read(parsed));
        bool transposed = parsed.GetValue(_transposed);
        if (scale is null && framing is null && !transposed)
        {
            return null;
        }

        InputForm form = told ?? InputForm.Emnist;
        InputForm values = scale is null ? form : ParseScale(scale);
        return form with
        {
            Ground = values.Ground,
            Ink = values.Ink,
            Transposed = transposed || form.Transposed,
            Framing = framing ?? form.Framing,
        };
    }

    private InputForm ParseScale(string text)
    {
        try
        {
            if (text.Split("..") is [var ground, var ink] && Number(ground) is { } low && Number(ink) is { } high && low != high)
            {
                return new InputForm { Ground = (float)low, Ink = (float)high };
            }

            if (text.Split(',') is [var first, var second] && Number(first) is { } mean && Number(second) is { } deviation)
            {
                return InputForm.Standardized(mean, deviation);
            }
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw ToolException.Usage($"{_scale.Name}: {ErrorText.Describe(e).Message}");
        }

        throw ToolException.Usage(
            $"{_scale.Name} is two numbers that differ, such as 0..255 for ground and ink, or 0.1307,0.3081 for mean and deviation, not '{text}'.");
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && Math.Abs(number) <= 1e6 ? number : null;
}
