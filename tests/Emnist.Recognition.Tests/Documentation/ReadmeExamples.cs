using Emnist.Recognition;

namespace ReadmeRecognition;

/// <summary>README's examples word for word; what they name besides is put in their way here.</summary>
internal static class ReadmeExamples
{
    public static void Recognize(string picture, TextWriter Console)
    {
        string folder = Environment.CurrentDirectory;
        Environment.CurrentDirectory = Path.GetDirectoryName(picture)!;
        try
        {
            var recognizer = new CharacterRecognizer();
            CharacterPrediction prediction = recognizer.Predict("letter.png");
            Console.WriteLine($"{prediction.Character}  {prediction.Confidence:P1}");
        }
        finally
        {
            Environment.CurrentDirectory = folder;
        }
    }

    public static void ReadText(string picture, TextWriter Console)
    {
        var recognizer = new CharacterRecognizer();
        string folder = Environment.CurrentDirectory;
        Environment.CurrentDirectory = Path.GetDirectoryName(picture)!;
        try
        {
            RecognizedText text = recognizer.ReadText("meter.png", new ReadTextOptions { Characters = CharacterSet.Digits });
            Console.WriteLine(text);
            foreach (RecognizedCharacter character in text.Characters)
            {
                Console.WriteLine($"{character.Character} at {character.Bounds}, {character.Prediction.Confidence:P0}");
            }
        }
        finally
        {
            Environment.CurrentDirectory = folder;
        }
    }
}
