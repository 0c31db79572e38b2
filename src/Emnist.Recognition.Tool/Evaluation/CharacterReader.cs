using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tool.Evaluation;

/// <summary>A recognizer and the characters that can occur. Safe to share between threads.</summary>
internal sealed class CharacterReader
{
    private readonly CharacterRecognizer _recognizer;
    private readonly CharacterSet? _characters;

    /// <exception cref="ToolException">The model knows none of the characters.</exception>
    public CharacterReader(CharacterRecognizer recognizer, CharacterSet? characters)
    {
        _recognizer = recognizer;
        _characters = characters;
        try
        {
            Answers = [.. recognizer.GetCandidates(characters).SelectMany(static candidate => AnswersOf(candidate))];
        }
        catch (ArgumentException e)
        {
            throw ToolException.Usage($"--characters: {ErrorText.Describe(e).Message}");
        }
    }

    /// <summary>Whether all that the model knows can be answered.</summary>
    public bool IsUnlimited => _characters is null;

    /// <summary>The form of the model's images; null where nobody tells it.</summary>
    public InputForm? InputForm => _recognizer.InputForm;

    /// <summary>Whether the model tells what is no character.</summary>
    public bool TellsNonCharacters => _recognizer.ClassNames.Contains(OnnxModel.NonCharacter);

    /// <summary>What can be answered, in no order.</summary>
    public IReadOnlyList<string> Answers { get; }

    /// <summary>What a candidate may be answered as: its character, or each of the forms that have a probability of their own.</summary>
    private static IEnumerable<string> AnswersOf(CharacterCandidate candidate) => candidate.Variants[0].Confidence is null
        ? [candidate.Character]
        : candidate.Variants.Select(static variant => variant.Character);

    /// <summary>Reads an image that is normalised already, [28, 28].</summary>
    public IReadOnlyList<CharacterCandidate> Read(ReadOnlySpan<byte> image) =>
        _recognizer.PredictNormalized(image, _characters).Candidates;

    /// <summary>Reads a picture, as an application does.</summary>
    public CharacterPrediction Read(GrayImage picture) => _recognizer.Predict(picture, _characters);
}
