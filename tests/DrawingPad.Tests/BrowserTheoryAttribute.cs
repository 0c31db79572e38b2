using System.Runtime.CompilerServices;

namespace DrawingPad.Tests;

/// <summary>As <see cref="BrowserFactAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute([CallerMemberName] string test = "")
    {
        var fact = new BrowserFactAttribute(test);
        (Skip, DisplayName) = (fact.Skip, fact.DisplayName);
    }
}
