using System.Runtime.CompilerServices;
using Emnist.Recognition.Tests;

namespace DrawingPad.Tests;

/// <summary>A test in a real browser: skipped where there is none, but not in CI, where that is a failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public const string Missing =
        "There is no Chromium: install it (apt-get install chromium), or name the program in the environment variable CHROMIUM.";

    public BrowserFactAttribute([CallerMemberName] string test = "") =>
        (Skip, DisplayName) = Requirement.Of(Chromium.Path is not null, Missing, test);
}
