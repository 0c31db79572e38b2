using System.Runtime.CompilerServices;
using Emnist.Recognition.Tests;

namespace DrawingPad.Tests;

/// <summary>A test in a browser with npm's onnxruntime-web: skipped where one of them is missing, but not in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnnxWebFactAttribute : FactAttribute
{
    public OnnxWebFactAttribute([CallerMemberName] string test = "") => (Skip, DisplayName) = Chromium.Path is null
        ? Requirement.Of(false, BrowserFactAttribute.Missing, test)
        : Requirement.Of(
            Directory.Exists(Folder),
            "There is no onnxruntime-web: npm install --prefix runs/npm --no-save --ignore-scripts onnxruntime-web@1.30.0", test);

    /// <summary>Where its files lie.</summary>
    public static string Folder { get; } = Path.Combine(Checkout.Root, "runs", "npm", "node_modules", "onnxruntime-web", "dist");
}
