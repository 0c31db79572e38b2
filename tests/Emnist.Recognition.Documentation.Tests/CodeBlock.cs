namespace Emnist.Recognition.Documentation.Tests;

/// <summary>A fenced block of a page.</summary>
/// <param name="Line">The line of its opening fence, from 1.</param>
/// <param name="Language">What stands after the fence: a language, and perhaps words to tell blocks of it apart.</param>
/// <param name="Code">What stands between the fences, each line ended by a line feed.</param>
/// <param name="Needs">What the comment <c>needs:</c> before it says that it wants to be run; null where there is none.</param>
internal sealed record CodeBlock(int Line, string Language, string Code, string? Needs)
{
    /// <summary>What the block prints: the block <c>text</c> that follows at once; null where none does.</summary>
    public string? Output { get; init; }
}
