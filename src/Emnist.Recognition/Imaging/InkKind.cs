namespace Emnist.Recognition.Imaging;

/// <summary>What the ink of a picture may be.</summary>
internal enum InkKind
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>A few strokes, as a character has.</summary>
    Character,

    /// <summary>Something else, such as a filled shape or a texture.</summary>
    Other,
}
