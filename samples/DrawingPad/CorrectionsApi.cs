using Emnist.Recognition;
using Emnist.Recognition.Imaging;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace DrawingPad;

/// <summary>Takes corrections of misread characters, where they are kept.</summary>
internal static class CorrectionsApi
{
    public static void MapCorrections(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<CorrectionsOptions>>().Value.IsOn)
        {
            RouteHandlerBuilder endpoint = app.MapPost("/api/corrections", KeepAsync).WithTags("Corrections");
            endpoint.ProducesPictureProblems();
            endpoint.ProducesProblem(StatusCodes.Status507InsufficientStorage);
        }
    }

    /// <summary>Keeps a picture with what it shows, to train with.</summary>
    internal static async Task<Created<KeptAnswer>> KeepAsync(
        Correction correction,
        CorrectionStore store,
        ModelClasses classes,
        RecognitionGate gate,
        IOptions<RecognizerOptions> recognizerOptions,
        IOptions<CorrectionsOptions> options,
        CancellationToken cancellationToken)
    {
        string className = classes.ClassOf(correction.Label)
            ?? throw new BadHttpRequestException($"The model has no class for '{correction.Label}'.");
        ImageDecoderOptions limits = recognizerOptions.Value.DecoderOptions with { MaxPixels = options.Value.MaxPixels };
        using IDisposable turn = await gate.EnterAsync(cancellationToken);
        GrayImage picture = recognizerOptions.Value.Decoder.Decode(correction.Picture, limits);
        if (CharacterNormalizer.Normalize(picture, new byte[CharacterNormalizer.Size * CharacterNormalizer.Size]) == PredictionStatus.Blank)
        {
            throw new BadHttpRequestException("There is nothing to see in the picture.");
        }

        return TypedResults.Created((string?)null, new KeptAnswer(className, store.Keep(className, picture)));
    }
}
