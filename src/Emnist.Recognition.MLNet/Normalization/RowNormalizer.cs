using System.Runtime.CompilerServices;
using Emnist.Recognition.Imaging;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Normalization;

/// <summary>Makes the features of a row, or says why there are none. Safe to use from several threads.</summary>
internal sealed class RowNormalizer(NormalizationSettings settings)
{
    private readonly ImageDecoderOptions _limits = settings.Limits;

    /// <exception cref="InvalidOperationException">The row has another number of pixels.</exception>
    public void Require(int pixels)
    {
        if (pixels != CharacterPixels.Count)
        {
            throw new InvalidOperationException(
                $"Column '{settings.Column}' has {pixels} values in a row; expected the {CharacterPixels.Count} pixels of 28 x 28.");
        }
    }

    public void NormalizePicture(Func<ImageDecoderOptions, GrayImage> decode, NormalizedRow destination)
    {
        GrayImage image;
        try
        {
            image = decode(_limits);
        }
        catch (Exception e) when (e is ImageFormatException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            Refuse(CharacterStatus.Unreadable, MissingFeatures.Unreadable, e.Message, e, destination);
            return;
        }

        NormalizeImage(image, destination);
    }

    /// <param name="pixels">[28, 28], 0 for the ground to 255 for ink, or any picture where pixels are normalised.</param>
    /// <param name="destination">The row.</param>
    public void NormalizePixels(ReadOnlySpan<byte> pixels, NormalizedRow destination)
    {
        if (settings.NormalizePixels)
        {
            NormalizeImage(new GrayImage(CharacterNormalizer.Size, pixels), destination);
        }
        else if (pixels.ContainsAnyExcept((byte)0))
        {
            Write(pixels, destination);
        }
        else
        {
            Refuse(PredictionStatus.Blank, destination);
        }
    }

    /// <param name="pixels">[28, 28], 0 for the ground to full ink, or features of another normalisation; overwritten.</param>
    /// <param name="destination">The row.</param>
    public void NormalizePixels(Span<float> pixels, NormalizedRow destination)
    {
        foreach (float pixel in pixels)
        {
            if (pixel >= 0 && pixel <= settings.FullInk)
            {
                continue;
            }

            if (MissingFeatures.StatusOf(pixel) is { } status)
            {
                Refuse(status, destination);
            }
            else
            {
                string problem = FormattableString.Invariant($"a pixel is {pixel}, and not 0 to {settings.FullInk}");
                Refuse(CharacterStatus.Unreadable, MissingFeatures.Unreadable, problem, null, destination);
            }

            return;
        }

        if (settings.NormalizePixels)
        {
            Span<byte> levels = stackalloc byte[CharacterPixels.Count];
            for (int i = 0; i < levels.Length; i++)
            {
                levels[i] = (byte)MathF.Round(pixels[i] / settings.FullInk * byte.MaxValue);
            }

            NormalizePixels(levels, destination);
        }
        else if (pixels.ContainsAnyExcept(0f))
        {
            VBufferEditor<float> editor = Edit(destination);
            for (int i = 0; i < pixels.Length; i++)
            {
                editor.Values[i] = Scale(pixels[i]);
            }

            Commit(editor, destination);
        }
        else
        {
            Refuse(PredictionStatus.Blank, destination);
        }
    }

    /// <summary>A pixel as 0 to 1; where full ink is 255, whole numbers come out as bytes do, to the bit.</summary>
    private float Scale(float pixel) => settings.FullInk switch
    {
        1 => pixel,
        byte.MaxValue => pixel * CharacterPixels.Level,
        float full => pixel / full,
    };

    private void NormalizeImage(GrayImage image, NormalizedRow destination)
    {
        Span<byte> normalized = stackalloc byte[CharacterPixels.Count];
        PredictionStatus status = CharacterNormalizer.Normalize(image, settings.Framing, normalized);
        if (status == PredictionStatus.Recognized)
        {
            Write(normalized, destination);
        }
        else
        {
            Refuse(status, destination);
        }
    }

    // Optimised at once: many of the rows of a first training would else come through the loop as it is before that.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write(ReadOnlySpan<byte> normalized, NormalizedRow destination)
    {
        VBufferEditor<float> editor = Edit(destination);
        for (int i = 0; i < normalized.Length; i++)
        {
            editor.Values[i] = normalized[i] * CharacterPixels.Level;
        }

        Commit(editor, destination);
    }

    private void Refuse(PredictionStatus status, NormalizedRow destination) =>
        Refuse(status.ToString(), MissingFeatures.Of(status), $"its status is {status}", null, destination);

    private void Refuse(string status, float feature, string problem, Exception? cause, NormalizedRow destination)
    {
        if (settings.Throws)
        {
            throw new InvalidOperationException($"A row has no character in column '{settings.Column}': {problem}", cause);
        }

        VBufferEditor<float> editor = Edit(destination);
        editor.Values.Fill(feature);
        destination.Features = editor.Commit();
        destination.Status = status.AsMemory();
    }

    private static VBufferEditor<float> Edit(NormalizedRow destination)
    {
        VBuffer<float> features = destination.Features;
        return VBufferEditor.Create(ref features, CharacterPixels.Count);
    }

    private static void Commit(VBufferEditor<float> editor, NormalizedRow destination)
    {
        destination.Features = editor.Commit();
        destination.Status = CharacterStatus.Recognized.AsMemory();
    }
}
