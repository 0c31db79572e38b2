using Cluster.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.Reading;

/// <summary>
/// A silo's readers, one for each processor. They take work where there is some, so that a fast silo has more of it, a new one has some
/// at once, and nobody needs to know which silos there are.
/// </summary>
internal sealed partial class Readers(IGrainFactory grains, ILocalSiloDetails silo, ILogger<Readers> logger) : BackgroundService
{
    private const int Deliveries = 10;

    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Enumerable.Range(0, Environment.ProcessorCount).Select(number => RunAsync(new Reader(silo.SiloAddress, number), stoppingToken)));

    private async Task RunAsync(Reader reader, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            bool hasRead = false;
            TimeSpan pause = Idle;
            try
            {
                foreach (string name in await grains.GetGrain<IJobBoard>(0).List())
                {
                    IJob job = grains.GetGrain<IJob>(name);
                    if (!stoppingToken.IsCancellationRequested && await job.Take(reader) is { } work)
                    {
                        await DeliverAsync(job, reader, work, await ReadAsync(work));
                        hasRead = true;
                    }
                }
            }
            catch (Exception e)
            {
                // The silo of the job or of the board died, or the storage is away: they come again, and this reader must not end.
                LogFailed(e.Message);
                pause = Pause;
            }

            if (!hasRead)
            {
                await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<IReadOnlyList<PictureAnswer>> ReadAsync(Work work)
    {
        try
        {
            return await grains.GetGrain<IPictureReader>(0).Read(work.Pictures);
        }
        catch (Exception e)
        {
            return [.. work.Pictures.Select(picture => new PictureAnswer(AnswerLine.OfFault(picture, e.Message), MayPass: true))];
        }
    }

    private static async Task DeliverAsync(IJob job, Reader reader, Work work, IReadOnlyList<PictureAnswer> answers)
    {
        for (int i = 1; ; i++)
        {
            try
            {
                await job.Deliver(reader, work, answers);
                return;
            }
            catch (Exception) when (i < Deliveries)
            {
                await Task.Delay(Pause);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Waiting for the cluster: {Message}")]
    private partial void LogFailed(string message);
}
