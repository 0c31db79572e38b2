namespace Emnist.Recognition.Tool.Reading;

/// <summary>How characters stand in a picture: one alone, where nothing else is said.</summary>
internal sealed record PictureLayout
{
    /// <summary>Whether it holds lines of text.</summary>
    public bool IsText { get; init; }

    /// <summary>The places of a form's fields; null for none.</summary>
    public IReadOnlyList<PixelRectangle>? Fields { get; init; }

    /// <summary>The rows and columns of a grid; null for none.</summary>
    public (int Rows, int Columns)? Grid { get; init; }
}
