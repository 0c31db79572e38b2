using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Emnist.Recognition.Soak;

/// <summary>What the command line asks for.</summary>
internal sealed record SoakArguments
{
    public const string Usage = "usage: [--seconds N] [--threads N] [--seed N]   (default: 600, 16, 1)";

    public int Seconds { get; init; } = 600;

    public int Threads { get; init; } = 16;

    public int Seed { get; init; } = 1;

    public static bool TryParse(string[] args, [NotNullWhen(true)] out SoakArguments? parsed)
    {
        parsed = new SoakArguments();
        for (int i = 0; i < args.Length && parsed is not null; i += 2)
        {
            string value = i + 1 < args.Length ? args[i + 1] : "";
            bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0;
            parsed = args[i] switch
            {
                "--seconds" when isNumber => parsed with { Seconds = number },
                "--threads" when isNumber => parsed with { Threads = number },
                "--seed" when isNumber => parsed with { Seed = number },
                _ => null,
            };
        }

        return parsed is not null;
    }
}
