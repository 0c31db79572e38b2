using System.ComponentModel.DataAnnotations;
using Emnist.Recognition;
using Microsoft.Extensions.Options;

namespace DrawingPad;

/// <summary>Answers what a picture shows.</summary>
internal static class RecognitionApi
{
    private const int DefaultTop = 5;

    public static void MapRecognition(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api").WithTags("Recognition");
        api.MapGet("/model", GetModel).ProducesProblem(StatusCodes.Status429TooManyRequests);
        api.MapPost("/predict", PredictAsync).ProducesPictureProblems();
        api.MapPost("/read", ReadAsync).ProducesPictureProblems();
    }

    /// <summary>Describes the errors of an endpoint that takes a picture.</summary>
    public static void ProducesPictureProblems(this RouteHandlerBuilder endpoint) => endpoint
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status408RequestTimeout)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>The classes of the model.</summary>
    internal static ModelAnswer GetModel(ModelClasses classes, IOptions<CorrectionsOptions> corrections) =>
        new(classes.All, corrections.Value.IsOn);

    /// <summary>Recognizes the character in a picture.</summary>
    /// <param name="body">The encoded picture: PNG, JPEG, BMP, GIF or PNM.</param>
    /// <param name="characters">
    /// The characters that can occur: digits, upper, lower, letters, letters-and-digits, or characters and ranges such as 0-9A-F.
    /// </param>
    /// <param name="top">How many candidates to answer.</param>
    internal static async Task<PredictionAnswer> PredictAsync(
        Stream body,
        string? characters,
        [Range(1, 100)] int? top,
        CharacterRecognizer recognizer,
        ModelClasses classes,
        RecognitionGate gate,
        CancellationToken cancellationToken)
    {
        CharacterSet? set = classes.ParseSet(characters);
        byte[] picture = await GetPictureAsync(body, cancellationToken);
        using IDisposable turn = await gate.EnterAsync(cancellationToken);
        return PredictionAnswer.Of(recognizer.Predict(picture, set), top ?? DefaultTop);
    }

    /// <summary>Reads the lines of separated characters in a picture.</summary>
    /// <param name="body">The encoded picture: PNG, JPEG, BMP, GIF or PNM.</param>
    /// <param name="characters">
    /// The characters that can occur: digits, upper, lower, letters, letters-and-digits, or characters and ranges such as 0-9A-F.
    /// </param>
    /// <param name="top">How many candidates to answer for each character.</param>
    /// <param name="count">How many characters the picture holds, where that is known.</param>
    internal static async Task<TextAnswer> ReadAsync(
        Stream body,
        string? characters,
        [Range(1, 100)] int? top,
        [Range(1, 10_000)] int? count,
        CharacterRecognizer recognizer,
        ModelClasses classes,
        RecognitionGate gate,
        CancellationToken cancellationToken)
    {
        var options = new ReadTextOptions { Characters = classes.ParseSet(characters), ExpectedCount = count };
        byte[] picture = await GetPictureAsync(body, cancellationToken);
        using IDisposable turn = await gate.EnterAsync(cancellationToken);
        return TextAnswer.Of(recognizer.ReadText(picture, options, cancellationToken), top ?? DefaultTop);
    }

    /// <summary>The whole body. Kestrel bounds it, and memory grows with what arrives, not with what a header promises.</summary>
    private static async Task<byte[]> GetPictureAsync(Stream body, CancellationToken cancellationToken)
    {
        var picture = new MemoryStream();
        await body.CopyToAsync(picture, cancellationToken);
        return picture.Length > 0
            ? picture.ToArray()
            : throw new BadHttpRequestException("The body is empty: send an encoded picture, PNG for instance.");
    }
}
