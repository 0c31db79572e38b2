using System.CommandLine;

namespace Emnist.Recognition.Tool;

/// <summary>A command whose help ends in text of its own.</summary>
/// <param name="name">The word on the command line.</param>
/// <param name="description">What it does, in a line.</param>
/// <param name="remarks">Examples, and what its options cannot say in a line.</param>
internal sealed class DocumentedCommand(string name, string description, string remarks) : Command(name, description)
{
    public string Remarks { get; } = remarks;
}
