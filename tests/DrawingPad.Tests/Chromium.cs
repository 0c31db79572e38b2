namespace DrawingPad.Tests;

/// <summary>The system's Chromium or Chrome: nothing is downloaded.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome.exe"];

    /// <summary>The program, from <c>CHROMIUM</c> or the path; null where there is none.</summary>
    public static string? Path { get; } = Find();

    private static string? Find()
    {
        string given = Environment.GetEnvironmentVariable("CHROMIUM") ?? "";
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator);
        return new[] { given }
            .Concat(folders.SelectMany(static folder => Names, System.IO.Path.Combine))
            .FirstOrDefault(File.Exists);
    }
}
