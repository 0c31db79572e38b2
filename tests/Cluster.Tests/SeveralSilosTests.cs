namespace Cluster.Tests;

/// <summary>Silos, each a process, that find each other by Redis.</summary>
public sealed class SeveralSilosTests
{
    [RedisFact]
    public async Task Every_picture_is_answered_once_though_silos_die_and_join()
    {
        using var redis = new RedisServer();
        using var pictures = new ManyPictures(ManyPictures.Usual);
        var silos = new List<ClusterProcess>();
        try
        {
            for (int i = 0; i < 3; i++)
            {
                silos.Add(await ClusterProcess.StartSiloAsync(redis));
            }

            using var client = new ClusterProcess(pictures.Folder, "--output", pictures.Output, "--redis", redis.Address);
            await client.WaitUntilAsync(() => pictures.CountWritten() > ManyPictures.Usual / 5);

            // The one that keeps the job, which is the worst to lose, with the pictures that its readers have.
            ClusterProcess keeper = Assert.Single(silos, static silo => silo.Told.Contains("keeps the job", StringComparison.Ordinal));
            keeper.Kill();
            Assert.InRange(pictures.CountWritten(), ManyPictures.Usual / 5, ManyPictures.Usual - 1);
            silos.Add(await ClusterProcess.StartSiloAsync(redis));

            int exitCode = await client.WaitForExitAsync();

            Assert.True(exitCode == 0, client.Told);
            Assert.Contains("; 0 could not be read", client.Told, StringComparison.Ordinal);
            Assert.False(File.Exists(pictures.Part));
            pictures.AssertAnsweredOnce();
            Assert.Contains(silos.Except([keeper]), static silo => silo.Told.Contains("keeps the job", StringComparison.Ordinal));
        }
        finally
        {
            silos.ForEach(static silo => silo.Dispose());
        }
    }
}
