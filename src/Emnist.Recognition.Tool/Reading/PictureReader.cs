using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tool.Reading;

/// <summary>Reads pictures as an application does: decoded, normalised, recognised. Safe to share between threads.</summary>
/// <param name="recognizer">The recognizer.</param>
/// <param name="options">What can occur.</param>
/// <param name="layout">How characters stand in a picture.</param>
/// <param name="input">The standard input.</param>
internal sealed class PictureReader(CharacterRecognizer recognizer, ReadTextOptions options, PictureLayout layout, Stream input)
{
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Answer Read(PictureName picture, CancellationToken cancellationToken)
    {
        try
        {
            GrayImage image = PictureFile.Decode(picture, input);
            var answer = new Answer(picture.Name);
            return layout switch
            {
                { IsText: true } => answer with { Text = recognizer.ReadText(image, options, cancellationToken) },
                { Fields: { } fields } => answer with { Fields = recognizer.ReadFields(image, fields, options.Characters, cancellationToken) },
                { Grid: var (rows, columns) } => answer with { Grid = recognizer.ReadGrid(image, rows, columns, options.Characters, cancellationToken) },
                _ => answer with { Prediction = recognizer.Predict(image, options.Characters) },
            };
        }
        catch (ArgumentException e) when (layout.Fields is not null)
        {
            return new Answer(picture.Name) { Fault = $"{picture.Name}: {ErrorText.Describe(e).Message}" };
        }
        catch (UnreadablePictureException e)
        {
            return new Answer(picture.Name) { Fault = e.Message };
        }
    }
}
