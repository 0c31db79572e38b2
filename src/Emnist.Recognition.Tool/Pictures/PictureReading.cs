namespace Emnist.Recognition.Tool.Pictures;

/// <summary>What was read from a picture.</summary>
/// <param name="Candidates">The characters that it may show; none where it is blank or shows no character.</param>
/// <param name="Image">[28, 28], what the network saw; empty where that was nothing.</param>
internal sealed record PictureReading(IReadOnlyList<CharacterCandidate> Candidates, ReadOnlyMemory<byte> Image);
