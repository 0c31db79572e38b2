using Emnist.Recognition;
using Emnist.Recognition.Imaging;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DrawingPad;

/// <summary>Healthy when a picture of a stroke is recognized as a character, and the server is not about to stop.</summary>
internal sealed class RecognizerHealth(CharacterRecognizer recognizer, Draining draining) : IHealthCheck
{
    private static readonly GrayImage Stroke = DrawStroke();

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            draining.IsStopping ? HealthCheckResult.Unhealthy("The server is stopping.")
            : recognizer.Predict(Stroke).Status == PredictionStatus.Recognized ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("A stroke was not recognized."));

    private static GrayImage DrawStroke()
    {
        const int side = 64;
        byte[] pixels = new byte[side * side];
        pixels.AsSpan().Fill(byte.MaxValue);
        for (int y = 12; y < 52; y++)
        {
            pixels.AsSpan((y * side) + 29, 6).Clear();
        }

        return new GrayImage(side, pixels);
    }
}
