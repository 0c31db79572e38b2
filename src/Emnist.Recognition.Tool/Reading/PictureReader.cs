using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tool.Reading;

/// <summary>Reads pictures as an application does: decoded, normalised, recognised. Safe to share between threads.</summary>
/// <param name="recognizer">The recognizer.</param>
/// <param name="options">What can occur.</param>
/// <param name="isText">Whether a picture holds lines of text, not one character.</param>
/// <param name="input">The standard input.</param>
internal sealed class PictureReader(CharacterRecognizer recognizer, ReadTextOptions options, bool isText, Stream input)
{
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Answer Read(PictureName picture, CancellationToken cancellationToken)
    {
        try
        {
            GrayImage image = PictureFile.Decode(picture, input);
            return isText
                ? new Answer(picture.Name) { Text = recognizer.ReadText(image, options, cancellationToken) }
                : new Answer(picture.Name) { Prediction = recognizer.Predict(image, options.Characters) };
        }
        catch (UnreadablePictureException e)
        {
            return new Answer(picture.Name) { Fault = e.Message };
        }
    }
}
