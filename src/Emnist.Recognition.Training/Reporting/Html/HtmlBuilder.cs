using System.Diagnostics.CodeAnalysis;
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
