namespace Emnist.Recognition.Tool.Pictures;

/// <summary>A recognizer and the characters that can occur. Safe to share between threads.</summary>
internal sealed class CharacterReader
{
    private readonly CharacterRecognizer _recognizer;
    private readonly CharacterClasses _classes;
    private readonly CharacterSet? _characters;

    /// <exception cref="ToolException">The model knows none of the characters.</exception>
    public CharacterReader(CharacterRecognizer recognizer, CharacterSet? characters)
    {
        _recognizer = recognizer;
        _classes = new CharacterClasses(recognizer.ClassNames);
        _characters = characters;
        try
        {
            _classes.Require(characters);
        }
        catch (ArgumentException e)
        {
            throw ToolException.Usage($"--characters: {Failure.Describe(e).Message}");
        }

        Answers = [.. Rank(new float[recognizer.ClassNames.Count]).Select(static candidate => candidate.Character)];
    }

    /// <summary>What can be answered, in no order.</summary>
    public IReadOnlyList<string> Answers { get; }

    /// <summary>Reads an image that has EMNIST's form already, [28, 28].</summary>
    public IReadOnlyList<CharacterCandidate> Read(ReadOnlySpan<byte> image)
    {
        float[] probabilities = new float[_recognizer.ClassNames.Count];
        _recognizer.PredictProbabilities(image, probabilities);
        return Rank(probabilities);
    }

    /// <summary>Reads a picture file, as an application does.</summary>
    public CharacterPrediction Read(string path) => _recognizer.Predict(path, _characters);

    private CharacterCandidate[] Rank(float[] probabilities) => _classes.Rank(probabilities, _characters);
}
