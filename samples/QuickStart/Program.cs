using System.Globalization;
using Emnist.Recognition;
using Emnist.Recognition.Imaging;

string[] files = args.Length > 0 ? args : ShippedPictures.Find();
var recognizer = new CharacterRecognizer();
int failures = 0;
foreach (string file in files)
{
    try
    {
        CharacterPrediction prediction = recognizer.Predict(file);
        string runnersUp = string.Join("  ", prediction.Candidates.Skip(1).Take(3).Select(Format));
        Console.WriteLine(prediction.Status == PredictionStatus.Recognized
            ? $"{file}: {Format(prediction.Candidates[0])}   then {runnersUp}"
            : $"{file}: {prediction}");
    }
    catch (Exception exception) when (exception is ImageFormatException or IOException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine(exception.Message);
        failures++;
    }
}

return failures == 0 ? 0 : 1;

static string Format(CharacterCandidate candidate) =>
    string.Create(CultureInfo.InvariantCulture, $"{candidate.Character} {candidate.Confidence:P1}");
