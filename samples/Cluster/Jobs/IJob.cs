namespace Cluster.Jobs;

/// <summary>
/// A job: between the client, which submits chunks of pictures and writes the answers, and the readers of all silos, which take work
/// when they have none. Its key is the client's own. Every call may be repeated.
/// </summary>
internal interface IJob : IGrainWithStringKey
{
    /// <summary>
    /// The client's call, again and again: what is new, and what is done. A client that is silent for a minute is given up.
    /// </summary>
    /// <param name="submitted">Chunks to read.</param>
    /// <param name="written">Chunks whose answers the client has safely, and which the job may forget.</param>
    Task<JobReport> Exchange(IReadOnlyList<Chunk> submitted, IReadOnlyList<int> written);

    /// <summary>Hands out work to a reader that has none; null where there is none.</summary>
    Task<Work?> Take(Reader reader);

    /// <summary>Takes what a reader made of its work.</summary>
    Task Deliver(Reader reader, Work work, IReadOnlyList<PictureAnswer> answers);

    /// <summary>The client is done, or stops: what is left is forgotten.</summary>
    Task Close();
}
