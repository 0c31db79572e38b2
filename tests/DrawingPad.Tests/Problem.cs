using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace DrawingPad.Tests;

internal static class Problem
{
    /// <summary>Fails where an answer is not the problem details of this status, and gives their text.</summary>
    public static async Task<string> AssertAsync(HttpStatusCode status, HttpResponseMessage response)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        return problem.GetRawText();
    }
}
