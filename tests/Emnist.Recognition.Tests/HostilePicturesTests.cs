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

    private static int Ring(int x, int y) => Math.Min(Math.Min(x, y), Math.Min(Side - 1 - x, Side - 1 - y));

    private static uint Hash(int x, int y)
    {
        uint hash = ((uint)x * 2654435761) ^ ((uint)y * 2246822519);
        hash ^= hash >> 15;
        hash *= 2246822519;
        return hash ^ (hash >> 13);
    }
}
