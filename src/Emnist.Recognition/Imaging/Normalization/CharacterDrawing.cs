using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>The last step of normalisation: a character as 28 x 28 pixels.</summary>
internal static class CharacterDrawing
{
    /// <summary>Draws a character.</summary>
    /// <param name="ink">Coverage, 0 to 1; nothing but the character.</param>
    /// <param name="box">The box around the ink.</param>
    /// <param name="framing">Where it stands and how large.</param>
    /// <param name="destination">28 x 28 values, all of them written, 255 for full ink.</param>
    public static void Draw(Plane ink, PixelBox box, CharacterFraming framing, Span<byte> destination)
    {
        if (framing == CharacterFraming.Mnist)
        {
            MnistForm.Draw(ink, box, destination);
        }
        else
        {
            EmnistForm.Draw(ink, box, destination);
        }
    }

    /// <summary>What a picture shows that has the form already, and so needs no normalisation; null for others.</summary>
    public static PredictionStatus? StatusOf(GrayImage image, CharacterFraming framing) =>
        framing == CharacterFraming.Mnist ? MnistImage.StatusOf(image) : EmnistImage.StatusOf(image);
}
