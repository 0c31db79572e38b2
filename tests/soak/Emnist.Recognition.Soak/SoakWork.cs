using System.Globalization;
using System.Text;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Soak;

/// <summary>A picture and what is asked of it, with the answer that it has when nothing else runs.</summary>
internal sealed class SoakWork
{
    private readonly Func<CharacterRecognizer, string> _ask;

    private SoakWork(string name, Func<CharacterRecognizer, string> ask)
    {
        Name = name;
        _ask = ask;
    }

    /// <summary>Such as <c>ReadText of png 12, damaged</c>.</summary>
    public string Name { get; }

    public string Expected { get; private set; } = "";

    /// <summary>Whether the picture is refused.</summary>
    public bool IsRefused => Expected.StartsWith(nameof(ImageFormatException), StringComparison.Ordinal);

    /// <summary>All that is asked of a picture: every way in which a recognizer takes one.</summary>
    public static IEnumerable<SoakWork> Of(string name, byte[] picture)
    {
        yield return new SoakWork($"Predict of {name}", recognizer => Text(recognizer.Predict(picture)));
        yield return new SoakWork($"Predict of {name}, digits", recognizer => Text(recognizer.Predict(picture, CharacterSet.Digits)));
        yield return new SoakWork(
            $"PredictAsync of {name}", recognizer => Text(recognizer.PredictAsync(new MemoryStream(picture)).GetAwaiter().GetResult()));
        yield return new SoakWork($"ReadText of {name}", recognizer => Text(recognizer.ReadText(picture)));
        yield return new SoakWork($"PredictBatch of {name}", recognizer =>
        {
            GrayImage image = ImageDecoder.BuiltIn.Decode(picture, new ImageDecoderOptions());
            return string.Join('\n', recognizer.PredictBatch([image, image, image]).Select(Text));
        });
        yield return new SoakWork($"Predict of {name}, cancelled", recognizer =>
        {
            using var cancelled = new CancellationTokenSource();
            cancelled.Cancel();
            try
            {
                return Text(recognizer.PredictAsync(new MemoryStream(picture), cancelled.Token).GetAwaiter().GetResult());
            }
            catch (OperationCanceledException)
            {
                return "cancelled";
            }
        });
    }

    /// <summary>Asks alone, and keeps the answer.</summary>
    public SoakWork Prepare(CharacterRecognizer recognizer)
    {
        Expected = Ask(recognizer);
        return this;
    }

    /// <summary>The whole answer, to the bit; the message where the picture is refused.</summary>
    public string Ask(CharacterRecognizer recognizer)
    {
        try
        {
            return _ask(recognizer);
        }
        catch (ImageFormatException e)
        {
            return $"{nameof(ImageFormatException)}: {e.Message}";
        }
    }

    private static string Text(RecognizedText text) =>
        $"{text.Status} {string.Join('\n', text.Characters.Select(static character => $"{character.Bounds} {Text(character.Prediction)}"))}";

    private static string Text(CharacterPrediction prediction)
    {
        var text = new StringBuilder(prediction.Status.ToString());
        foreach (CharacterCandidate candidate in prediction.Candidates)
        {
            text.Append(CultureInfo.InvariantCulture, $" {candidate.Character} {BitConverter.SingleToInt32Bits(candidate.Confidence):x8}");
        }

        return text.ToString();
    }
}
