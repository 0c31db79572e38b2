using System.Net;
using System.Net.Http.Headers;

namespace Emnist.Recognition.Training.Datasets.Downloads;

/// <summary>An address did not give what it should.</summary>
/// <param name="reason">Why, as a part of a sentence.</param>
/// <param name="mayPass">Whether asking again may help.</param>
/// <param name="cause">The failure below, if any.</param>
internal sealed class TransferException(string reason, bool mayPass, Exception? cause = null) : Exception(reason, cause)
{
    public bool MayPass => mayPass;
}

/// <summary>
/// One request for what is still missing of a file (RFC 9110, sections 13.1.5 and 14). Faults of the server or the line
/// are <see cref="TransferException"/>s; those of the disk pass as they are.
/// </summary>
internal sealed class Transfer(HttpClient client, RemoteFile file, PartFile part, TimeSpan stallTimeout)
{
    private const int BufferLength = 1 << 16;

    /// <summary>Receives the rest of the file into the part, whose length then is the file's.</summary>
    /// <exception cref="TransferException">It did not come, or not to its end: what came of it is in the part.</exception>
    public async Task RunAsync(Uri address, Action<long> progress, CancellationToken cancellationToken)
    {
        using var stall = new StallTimeout(stallTimeout, cancellationToken);
        long offset = part.Length;
        using HttpRequestMessage request = Compose(address, offset);
        using HttpResponseMessage response = await stall.RunAsync(
            token => new ValueTask<HttpResponseMessage>(
                client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token))).ConfigureAwait(false);
        CheckStatus(response, offset);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            // The server knows no ranges, or has another version: this is the whole file.
            offset = 0;
            CheckLength(response.Content.Headers);
        }

        FileStream target = part.Open(offset);
        await using (target.ConfigureAwait(false))
        {
            part.Remember(address, Validator(response));
            Stream body = await stall.RunAsync(
                token => new ValueTask<Stream>(response.Content.ReadAsStreamAsync(token))).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                await CopyAsync(stall, body, target, offset, progress, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task CopyAsync(
        StallTimeout stall, Stream body, FileStream target, long offset, Action<long> progress, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferLength];
        progress(offset);
        while (await stall.RunAsync(token => body.ReadAsync(buffer, token)).ConfigureAwait(false) is int read and > 0)
        {
            if (read > file.Length - offset)
            {
                throw new TransferException($"more than the {file.Length} bytes of the official file", mayPass: false);
            }

            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            progress(offset += read);
        }

        if (offset < file.Length)
        {
            throw new TransferException($"the end after {offset} of {file.Length} bytes", mayPass: true);
        }

        await target.FlushAsync(cancellationToken).ConfigureAwait(false);
        target.Flush(flushToDisk: true);
    }

    private HttpRequestMessage Compose(Uri address, long offset)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (offset > 0)
        {
            request.Headers.Range = new RangeHeaderValue(offset, null);
            if (part.Validator(address) is { } validator)
            {
                request.Headers.TryAddWithoutValidation("If-Range", validator);
            }
        }

        return request;
    }

    private void CheckStatus(HttpResponseMessage response, long offset)
    {
        HttpStatusCode status = response.StatusCode;
        if (status == HttpStatusCode.OK)
        {
            return;
        }

        if (status == HttpStatusCode.PartialContent)
        {
            // A range may end before the file does (RFC 9110, section 15.3.7): the next request goes on from there.
            ContentRangeHeaderValue? range = response.Content.Headers.ContentRange;
            if (range?.From == offset && (range.Length ?? file.Length) == file.Length)
            {
                return;
            }

            part.Delete();
            throw new TransferException($"bytes {range} in answer to {offset}- of {file.Length}", mayPass: true);
        }

        if (status == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            part.Delete();
            throw new TransferException($"no byte {offset}", mayPass: true);
        }

        bool mayPass = (int)status >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;
        throw new TransferException($"{(int)status} {response.ReasonPhrase}", mayPass);
    }

    private void CheckLength(HttpContentHeaders headers)
    {
        if (headers.ContentLength is { } length && length != file.Length)
        {
            throw new TransferException($"a file of {length} bytes, where the official one has {file.Length}", mayPass: false);
        }
    }

    /// <summary>What If-Range may hold: a strong entity tag, or else the date of the last change.</summary>
    private static string? Validator(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : response.Content.Headers.LastModified?.ToString("R");
}
