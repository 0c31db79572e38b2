namespace DrawingPad;

/// <summary>Where corrections of misread characters are kept. From the configuration's section <c>Corrections</c>.</summary>
internal sealed record CorrectionsOptions
{
    /// <summary>The folder, made when needed; relative to the application's own. Null, the default, keeps nothing.</summary>
    public string? Folder { get; set; }

    /// <summary>The most corrections; more are refused.</summary>
    public int MaxCount { get; set; } = 1_000;

    /// <summary>The most pixels that a kept picture has.</summary>
    public int MaxPixels { get; set; } = 2_000_000;

    public bool IsOn => !string.IsNullOrEmpty(Folder);
}
