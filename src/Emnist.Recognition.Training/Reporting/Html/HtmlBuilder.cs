using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>
/// A page under construction. What stands in the source between quotes is markup; every value put into it is escaped, so
/// that no caller can forget to.
/// </summary>
internal sealed class HtmlBuilder
{
    /// <summary>The page so far, for <see cref="HtmlMarkup"/>.</summary>
    public StringBuilder Html { get; } = new();

    /// <summary>Adds markup without values.</summary>
    public void Add([ConstantExpected] string markup) => Html.Append(markup);

    /// <summary>Adds markup with values in it. The handler has written it already when it comes here.</summary>
#pragma warning disable CA1822 // The compiler passes the page to the handler.
    public void Add([InterpolatedStringHandlerArgument("")] ref HtmlMarkup markup)
    {
    }
#pragma warning restore CA1822

    public override string ToString() => Html.ToString();
}

/// <summary>
/// What an interpolated string adds to a page. Numbers are written in the invariant culture, one that is not finite as a
/// dash. A text's format is how many of its characters are shown at most.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlMarkup
{
    private const int MaxTextLength = 200;

    private readonly StringBuilder _html;

    public HtmlMarkup(int literalLength, int formattedCount, HtmlBuilder page)
    {
        _html = page.Html;
        _html.EnsureCapacity(_html.Length + literalLength + formattedCount);
    }

    public void AppendLiteral(string markup) => _html.Append(markup);

    public void AppendFormatted(string? text) => HtmlText.Append(_html, text, MaxTextLength);

    public void AppendFormatted(string? text, string format) =>
        HtmlText.Append(_html, text, int.Parse(format, CultureInfo.InvariantCulture));

    /// <summary>The bytes of a file, in base 64.</summary>
    public void AppendFormatted(byte[] file) => _html.Append(Convert.ToBase64String(file));

    public void AppendFormatted(int value) => AppendFormatted(value, "D");

    public void AppendFormatted(int value, string format) => _html.Append(value.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>A coordinate.</summary>
    public void AppendFormatted(double value) => AppendFormatted(value, "0.##");

    public void AppendFormatted(double value, string format) =>
        _html.Append(Number(value, format));

    /// <summary>A number as all of the page shows it: a dash where it is none.</summary>
    public static string Number(double value, string format) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "–";
}
