using Cluster.Pictures;
using Cluster.Submitting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace Cluster.Hosting;

/// <summary>What a process of this program does from its start to its end.</summary>
internal static class Runs
{
    /// <summary>Reads what is submitted, until it is stopped.</summary>
    public static Task<int> ServeAsync(IHost host, CancellationToken cancellationToken) => RunAsync(host, async () =>
    {
        await host.StartAsync(cancellationToken);
        SiloAddress silo = host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        Console.WriteLine($"silo {silo} reads what is submitted; Ctrl-C ends it");
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCode.Success;
    });

    /// <summary>Has all pictures of a folder read that have no answer yet, and writes the answers.</summary>
    public static Task<int> SubmitAsync(IHost host, string folder, string output, CancellationToken cancellationToken) =>
        RunAsync(host, async () =>
        {
            IReadOnlyList<string> pictures = host.Services.GetRequiredService<IPictureSource>().List(folder);
            using var answers = new AnswerFile(output);
            pictures = answers.SelectUnanswered(pictures);
            var progress = new ConsoleProgress(answers.Count, pictures.Count);
            try
            {
                if (pictures.Count > 0)
                {
                    await host.StartAsync(cancellationToken);
                    progress.Start();
                    await host.Services.GetRequiredService<JobClient>().RunAsync(pictures, answers, progress, cancellationToken);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                Console.Error.WriteLine($"Stopped after {answers.Count} pictures. The same command goes on with the others.");
                return ExitCode.Stopped;
            }

            answers.Finish();
            progress.Finish(answers);
            return answers.Unreadable == 0 ? ExitCode.Success : ExitCode.Failed;
        });

    private static async Task<int> RunAsync(IHost host, Func<Task<int>> run)
    {
        try
        {
            int exitCode = await run();
            await host.StopAsync();
            return exitCode;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or TimeoutException
            or OrleansException or RedisException)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.Failed;
        }
        finally
        {
            await ((IAsyncDisposable)host).DisposeAsync();
        }
    }
}
