using System.Text.Json.Serialization;

namespace Emnist.Recognition;

/// <summary>Whether a picture shows a character to name. More kinds may be added: treat an unknown one as no character.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PredictionStatus>))]
public enum PredictionStatus
{
    /// <summary>The picture showed ink, and the network named it. How sure it is, the confidence tells.</summary>
    Recognized,

    /// <summary>
    /// Nothing in the picture stood out from its ground, or only specks and what is too small to tell did: there is no character to name.
    /// </summary>
    Blank,

    /// <summary>
    /// Something stood out, but it is no single character. It is not made as characters are, of a few strokes: a filled shape, a
    /// texture, a whole photograph, which the network is not asked about, since it would give it a name. Or a model that has a class
    /// for what is no character (<see cref="Onnx.OnnxModel.NonCharacter"/>) found that more probable than all characters together, as
    /// of two characters in one, of a scribble, or of a character in a box.
    /// </summary>
    NotACharacter,

    /// <summary>
    /// Several characters stand side by side: <c>CharacterRecognizer.ReadText</c> reads them. Two whose shapes might be one character's
    /// strokes, as a 1 beside a 2, are not told by it.
    /// </summary>
    SeveralCharacters,
}
