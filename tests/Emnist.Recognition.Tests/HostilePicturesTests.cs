using System.Diagnostics;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests;

/// <summary>
/// Pictures that are made to cost much: as many pieces, edges, lines or boxes as fit. The slowest, noise, takes less than three seconds
/// of a processor; single pixels, which look like dotted lines, took over forty while each wall of a form was looked for among all.
/// </summary>
public sealed class HostilePicturesTests
{
    private const int Side = 2000;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private static readonly CharacterRecognizer Recognizer = new();

    private static readonly Dictionary<string, Func<int, int, bool>> Kinds = new()
    {
        ["dots"] = static (x, y) => x % 5 < 2 && y % 5 < 2,
        ["single pixels"] = static (x, y) => x % 2 == 0 && y % 2 == 0,
        ["noise"] = static (x, y) => (Hash(x, y) & 1) != 0,
        ["rough noise"] = static (x, y) => (Hash(x / 4, y / 4) & 3) == 0,
        ["checkerboard"] = static (x, y) => ((x / 3) + (y / 3)) % 2 == 0,
        ["stripes"] = static (_, y) => y % 6 < 2,
        ["upright stripes"] = static (x, _) => x % 6 < 2,
        ["squares in squares"] = static (x, y) => Ring(x, y) % 6 < 2,
        ["a spiral"] = static (x, y) => (Ring(x, y) + (x > y ? 3 : 0)) % 6 < 2,
        ["a comb"] = static (x, y) => y < 4 || x % 6 < 2,
        ["a grid of boxes"] = static (x, y) => x % 24 < 2 || y % 24 < 2,
        ["a page of rings"] = static (x, y) => Math.Abs(Math.Sqrt(Math.Pow((x % 14) - 7, 2) + Math.Pow((y % 20) - 8, 2)) - 4) < 1,
        ["hairs among single pixels"] = static (x, y) => (x % 20 == 0 && y % 260 < 200) || (x % 20 is > 2 and < 18 && x % 3 == 0 && y % 3 == 0),
        ["noise in blocks"] = static (x, y) => (Hash(x / 5, y / 5) & 7) < 3,
        ["broad upright stripes"] = static (x, _) => x % 12 < 4,
        ["upright strokes"] = static (x, y) => x % 12 < 3 && y % 80 < 64,
        ["leaning strokes"] = static (x, y) => (x + y) % 8 < 2 && y % 40 < 34,
        ["strokes on a line"] = static (x, y) => y % 60 < 3 || (x % 9 < 2 && y % 60 < 48),
        ["a lattice"] = static (x, y) => (x + y) % 12 < 2 || (x - y + Side) % 12 < 2,
        ["chevrons"] = static (x, y) => (Math.Abs(x - (Side / 2)) + y) % 10 < 2,
        ["boxes with round corners"] = static (x, y) => IsRound(x % 30, y % 30),
        ["a halftone"] = static (x, y) => Math.Pow(((x + y) % 8) - 4, 2) + Math.Pow(((x - y + Side) % 8) - 4, 2) < 7,
        ["a page of dashes"] = static (x, y) => x % 14 < 9 && y % 20 < 2,
    };

    public static TheoryData<string> KindNames => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(KindNames))]
    public void Pictures_of_many_pieces_are_answered(string kind)
    {
        byte[] pixels = new byte[Side * Side];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = Kinds[kind](i % Side, i / Side) ? (byte)20 : (byte)240;
        }

        var image = new GrayImage(Side, pixels);
        AssertBounded("Predict", () => Recognizer.Predict(image));
        AssertBounded("ReadText", () => Recognizer.ReadText(image));
    }

    private static void AssertBounded(string call, Action act)
    {
        var clock = Stopwatch.StartNew();
        act();
        Assert.True(clock.Elapsed < TimeLimit, $"{call} took {clock.Elapsed}.");
    }

    /// <summary>Whether a place is on the outline of a square of 26 whose corners are rounded by 6.</summary>
    private static bool IsRound(int x, int y)
    {
        (double across, double down) = (Math.Max(0, Math.Abs(x - 13) - 7), Math.Max(0, Math.Abs(y - 13) - 7));
        return Math.Abs(Math.Sqrt((across * across) + (down * down)) - 6) < 1;
    }

    private static int Ring(int x, int y) => Math.Min(Math.Min(x, y), Math.Min(Side - 1 - x, Side - 1 - y));

    private static uint Hash(int x, int y)
    {
        uint hash = ((uint)x * 2654435761) ^ ((uint)y * 2246822519);
        hash ^= hash >> 15;
        hash *= 2246822519;
        return hash ^ (hash >> 13);
    }
}
