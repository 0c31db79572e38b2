using Emnist.Recognition.Tool.Reading;

namespace Emnist.Recognition.Tool.Evaluation;

/// <summary>Pictures to be read.</summary>
internal interface IPictureSource
{
    /// <summary>Where they come from, for reports.</summary>
    string Name { get; }

    /// <summary>The number of pictures.</summary>
    int Count { get; }

    /// <summary>The label of each picture; none where pictures have no labels.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>What a picture is called, such as its file; null where pictures have no names.</summary>
    string? NameOf(int index);

    /// <summary>Reads a picture. Called from several threads.</summary>
    /// <exception cref="UnreadablePictureException">The file is missing or no picture.</exception>
    PictureReading Read(int index, CharacterReader reader);
}

/// <summary>What was read from a picture.</summary>
/// <param name="Candidates">The characters that it may show; none where it is blank or shows no character.</param>
/// <param name="Image">[28, 28], what the network saw; empty where that was nothing.</param>
internal sealed record PictureReading(IReadOnlyList<CharacterCandidate> Candidates, ReadOnlyMemory<byte> Image);
