namespace Emnist.Recognition.Tool;

/// <summary>How a terminal can show a picture.</summary>
internal enum BlockStyle
{
    /// <summary>Not at all: it is a file or a pipe, or has not the characters.</summary>
    None,

    /// <summary>By block characters in its own colours.</summary>
    Plain,

    /// <summary>By block characters in shades of grey.</summary>
    Gray,
}
