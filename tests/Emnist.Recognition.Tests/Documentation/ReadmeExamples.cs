namespace Emnist.Recognition.Tests.Documentation;

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
}
