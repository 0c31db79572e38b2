using System.CommandLine;
using System.Net;

namespace Cluster.Hosting;

/// <summary>The command line: a silo that waits for work, or a job that is done and ends.</summary>
internal static class ClusterCommand
{
    private static readonly Argument<string?> Folder = new("FOLDER")
    {
        Description = "The pictures, with those of the folders in it; every silo must find them under this name.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Output = new("--output")
    {
        HelpName = "FILE",
        Description = "Where the answers go. Until all are there it is FILE.part, and the same command goes on with it.",
    };

    private static readonly Option<string?> Redis = new("--redis")
    {
        HelpName = "HOST:PORT",
        Description = "The Redis server by which silos and clients find each other. Without it, this process does it all.",
        Recursive = true,
    };

    private static readonly Option<bool> Silo = new("--silo")
    {
        Description = "Be a silo, which works for clients, until Ctrl-C.",
    };

    private static readonly Option<string?> Address = new("--address")
    {
        HelpName = "IP[:PORT]",
        Description = "Where other machines reach this silo; clients use the port after PORT. Default: 127.0.0.1, and free ports.",
    };

    public static RootCommand Create()
    {
        var command = new RootCommand("Reads the characters in all pictures of a folder, or searches for networks, on one machine or many.")
        {
            Folder, Output, Redis, Silo, Address, SearchCommand.Create(Redis),
        };
        command.Validators.Add(static result =>
        {
            bool isSilo = result.GetValue(Silo);
            bool namesJob = result.GetValue(Folder) is not null && result.GetValue(Output) is { Length: > 0 };
            if (isSilo ? result.GetValue(Redis) is null || result.GetValue(Folder) is not null : !namesJob)
            {
                result.AddError("Name a folder and --output for its answers; or --silo and --redis.");
            }

            if (result.GetValue(Address) is { } address && !(isSilo && IPEndPoint.TryParse(address, out _)))
            {
                result.AddError("--address goes with --silo, and takes an IP address, with a port or without: 10.0.0.5:11111.");
            }
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            string? redis = parsed.GetValue(Redis);
            if (parsed.GetValue(Silo))
            {
                IPEndPoint address = IPEndPoint.Parse(parsed.GetValue(Address) ?? $"{IPAddress.Loopback}");
                return Runs.ServeAsync(ClusterHosts.CreateSilo(address, redis!), cancellationToken);
            }

            return Runs.SubmitAsync(
                redis is null ? ClusterHosts.CreateEmbedded() : ClusterHosts.CreateClient(redis),
                parsed.GetValue(Folder)!,
                parsed.GetValue(Output)!,
                cancellationToken);
        });
        return command;
    }
}
