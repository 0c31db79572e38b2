using System.Runtime.CompilerServices;
using Emnist.Recognition.Tests;

namespace DrawingPad.Tests;

/// <summary>As <see cref="BrowserFactAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute([CallerMemberName] string test = "") =>
        (Skip, DisplayName) = Requirement.Of(Chromium.Path is not null, BrowserFactAttribute.Missing, test);
}
