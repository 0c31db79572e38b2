using System.Text.Json.Serialization;
using Emnist.Recognition;
using Emnist.Recognition.Imaging;

namespace DrawingPad;

/// <summary>The character in a picture.</summary>
/// <param name="Status">Whether there is a character to name.</param>
/// <param name="Character">The most probable character; empty when there is none to name.</param>
/// <param name="Confidence">Its probability, 0 to 1.</param>
/// <param name="Candidates">The most probable characters, best first.</param>
/// <param name="Normalized">What the network saw, 28 x 28, white ink on black: a PNG in Base64; null of a blank picture.</param>
internal sealed record PredictionAnswer(
    PredictionStatus Status, string Character, float Confidence, IReadOnlyList<CandidateAnswer> Candidates, byte[]? Normalized)
{
    public static PredictionAnswer Of(CharacterPrediction prediction, int top) => new(
        prediction.Status, prediction.Character, prediction.Confidence, CandidateAnswer.Of(prediction, top), Encode(prediction.Normalized));

    private static byte[]? Encode(GrayImage? image)
    {
        if (image is null)
        {
            return null;
        }

        var png = new MemoryStream();
        image.SavePng(png);
        return png.ToArray();
    }
}

/// <summary>A character that a picture may show.</summary>
/// <param name="Character">The character.</param>
/// <param name="Confidence">Its probability, 0 to 1.</param>
/// <param name="Variants">All that the class stands for, the answer first: C and c look alike, and are one class.</param>
internal readonly record struct CandidateAnswer(string Character, float Confidence, IReadOnlyList<string> Variants)
{
    public static IReadOnlyList<CandidateAnswer> Of(CharacterPrediction prediction, int top) =>
    [
        .. prediction.Candidates.Take(top).Select(static candidate => new CandidateAnswer(
            candidate.Character, candidate.Confidence, [.. candidate.Variants.Select(static variant => variant.Character)])),
    ];
}

/// <summary>The text in a picture.</summary>
/// <param name="Text">The lines with a line feed between each two; empty when the picture is blank.</param>
/// <param name="Lines">The lines from the top.</param>
internal sealed record TextAnswer(string Text, IReadOnlyList<LineAnswer> Lines)
{
    public static TextAnswer Of(RecognizedText text, int top) => new(text.Text, [.. text.Lines.Select(line => LineAnswer.Of(line, top))]);
}

/// <summary>A line of a text.</summary>
/// <param name="Text">The words with a space between each two.</param>
/// <param name="Bounds">The box around its ink, in pixels of the picture.</param>
/// <param name="Characters">Its characters from the left.</param>
internal sealed record LineAnswer(string Text, PixelRectangle Bounds, IReadOnlyList<PlacedAnswer> Characters)
{
    public static LineAnswer Of(RecognizedLine line, int top) => new(
        line.Text,
        line.Bounds,
        [.. line.Words.SelectMany(static word => word.Characters).Select(character => PlacedAnswer.Of(character, top))]);
}

/// <summary>A character of a text.</summary>
/// <param name="Character">The most probable character.</param>
/// <param name="Confidence">Its probability, 0 to 1.</param>
/// <param name="Bounds">The box around its ink, in pixels of the picture.</param>
/// <param name="Candidates">The most probable characters, best first.</param>
internal sealed record PlacedAnswer(string Character, float Confidence, PixelRectangle Bounds, IReadOnlyList<CandidateAnswer> Candidates)
{
    public static PlacedAnswer Of(RecognizedCharacter character, int top) => new(
        character.Character, character.Prediction.Confidence, character.Bounds, CandidateAnswer.Of(character.Prediction, top));
}

/// <summary>What the server answers with.</summary>
/// <param name="Classes">The classes of its model.</param>
/// <param name="KeepsCorrections">Whether corrections of misread characters are kept.</param>
internal sealed record ModelAnswer(IReadOnlyList<ClassAnswer> Classes, bool KeepsCorrections);

/// <summary>A class of the model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Characters">The characters that it stands for.</param>
internal sealed record ClassAnswer(string Name, IReadOnlyList<string> Characters);

/// <summary>A picture and what it shows.</summary>
/// <param name="Label">The character, one that the model knows.</param>
/// <param name="Picture">The encoded picture, in Base64.</param>
internal sealed record Correction(string Label, byte[] Picture);

/// <summary>A correction that was kept.</summary>
/// <param name="ClassName">The class that it is kept under.</param>
/// <param name="Count">How many corrections there are now.</param>
internal sealed record KeptAnswer(string ClassName, int Count);

/// <summary>What is written and read as JSON. A <see cref="Stream"/> never is: its OpenAPI description asks for it.</summary>
[JsonSerializable(typeof(PredictionAnswer))]
[JsonSerializable(typeof(TextAnswer))]
[JsonSerializable(typeof(ModelAnswer))]
[JsonSerializable(typeof(Correction))]
[JsonSerializable(typeof(KeptAnswer))]
[JsonSerializable(typeof(Stream))]
internal sealed partial class AnswersJson : JsonSerializerContext;
