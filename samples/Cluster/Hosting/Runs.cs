using Cluster.Pictures;
using Cluster.Searching;
using Cluster.Submitting;
using Emnist.Recognition;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training.Search;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace Cluster.Hosting;

/// <summary>What a process of this program does from its start to its end.</summary>
internal static class Runs
{
    /// <summary>Reads what is submitted and trains what is asked for, until it is stopped.</summary>
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

    /// <summary>Has the trials of a search trained, as far as they are not, lists them, and writes the best network.</summary>
    /// <param name="host">The process.</param>
    /// <param name="job">The search, but for the images' fingerprint.</param>
    /// <param name="output">The model's file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task<int> SearchAsync(IHost host, SearchJob job, string output, CancellationToken cancellationToken) =>
        RunAsync(host, async () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
            SearchImages images = host.Services.GetRequiredService<TrainingImages>().Load(job.Data);
            job = job with { Fingerprint = images.Fingerprint };
            try
            {
                await host.StartAsync(cancellationToken);
                SearchResult result = await host.Services.GetRequiredService<SearchClient>().RunAsync(job, images, cancellationToken);
                foreach (TrialResult trial in result.Trials)
                {
                    Console.WriteLine($"trial {trial.Number} ({trial.Values}): {trial.Failure ?? trial.History.ToString()}");
                }

                new OnnxModel(result.BestNetwork, images.Training.ClassNames).Save(output);
                return ExitCode.Success;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                Console.Error.WriteLine("Stopped. The same command goes on where it was.");
                return ExitCode.Stopped;
            }
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
            or OrleansException or RedisException or RecognitionException)
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
