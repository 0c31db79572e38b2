namespace DrawingPad.Tests;

[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScreenshotTheoryAttribute : TheoryAttribute
{
    public ScreenshotTheoryAttribute() => Skip = Folder is null ? "Name a folder in DRAWINGPAD_SCREENSHOTS to have the page pictured." : null;

    public static string? Folder { get; } = Environment.GetEnvironmentVariable("DRAWINGPAD_SCREENSHOTS");
}
