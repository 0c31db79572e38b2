using Emnist.Recognition.Imaging;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace DrawingPad;

/// <summary>Answers what is the client's fault with problem details (RFC 9457); all else becomes a bare 500.</summary>
internal sealed class ProblemAnswers(IProblemDetailsService problems) : IExceptionHandler
{
    /// <summary>Says what to do where the query or the body did not become the endpoint's parameters.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        if (context.ProblemDetails is { Status: StatusCodes.Status400BadRequest, Detail: null } and not HttpValidationProblemDetails)
        {
            context.ProblemDetails.Detail = "The query or the body cannot be read. What they may be is told by /openapi/v1.json.";
        }
    }

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        int? status = exception switch
        {
            ImageFormatException => StatusCodes.Status415UnsupportedMediaType,
            BadHttpRequestException bad => bad.StatusCode,
            _ => null,
        };
        if (status is null)
        {
            return false;
        }

        httpContext.Response.StatusCode = status.Value;
        if (status is StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = "1";
        }

        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails { Status = status, Detail = exception.Message },
        });
    }
}
