using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Emnist.Recognition.Fuzz;

/// <summary>What the command line asks for.</summary>
internal sealed record FuzzArguments
{
    public const string Usage = """
        usage: <format>|all [--mutations N] [--seed N] [--out FOLDER]   (default: 200000, 1, runs/fuzz)
               replay FILE...
               seeds FORMAT FOLDER | afl FORMAT   (for fuzz/coverage.sh)
        """;

    /// <summary>The targets to run or, where files are replayed, all.</summary>
    public required IReadOnlyList<FuzzTarget> Targets { get; init; }

    public int Mutations { get; init; } = 200_000;

    public int Seed { get; init; } = 1;

    public string Out { get; init; } = Path.Combine("runs", "fuzz");

    /// <summary>The files to replay.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    public static bool TryParse(string[] args, [NotNullWhen(true)] out FuzzArguments? parsed)
    {
        parsed = args switch
        {
            ["replay", _, ..] => new FuzzArguments { Targets = FuzzTarget.All, Files = args[1..] },
            ["all", ..] => new FuzzArguments { Targets = [.. FuzzTarget.All.Where(static target => target.Seeds.Count > 0)] },
            [var format, ..] => new FuzzArguments { Targets = [.. FuzzTarget.All.Where(target => target.Name == format)] },
            _ => null,
        };
        for (int i = 1; i < args.Length && parsed is { Files.Count: 0 }; i += 2)
        {
            parsed = parsed.With(args[i], i + 1 < args.Length ? args[i + 1] : "");
        }

        return parsed is { Targets.Count: > 0 };
    }

    private FuzzArguments? With(string option, string value)
    {
        bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        return option switch
        {
            "--mutations" when isNumber => this with { Mutations = number },
            "--seed" when isNumber => this with { Seed = number },
            "--out" when value.Length > 0 => this with { Out = value },
            _ => null,
        };
    }
}
