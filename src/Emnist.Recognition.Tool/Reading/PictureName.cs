namespace Emnist.Recognition.Tool.Reading;

/// <summary>A picture that is to be read.</summary>
/// <param name="Name">What the command line, a list or a folder calls it.</param>
internal readonly record struct PictureName(string Name)
{
    /// <summary>Whether it comes from the standard input.</summary>
    public bool IsStandardInput { get; init; }

    /// <summary>Why it is no picture, where that is known already; else null.</summary>
    public string? Fault { get; init; }
}
