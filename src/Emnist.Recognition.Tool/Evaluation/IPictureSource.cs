namespace Emnist.Recognition.Tool.Pictures;

/// <summary>Labelled pictures.</summary>
internal interface IPictureSource
{
    /// <summary>Where they come from, for reports.</summary>
    string Name { get; }

    /// <summary>The label of each picture.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>Reads a picture. Called from several threads.</summary>
    /// <exception cref="UnreadablePictureException">The file is missing or no picture.</exception>
    PictureReading Read(int index, CharacterReader reader);
}
