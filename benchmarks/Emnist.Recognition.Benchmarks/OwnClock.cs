using System.Globalization;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Benchmarks;

/// <summary>What the library's own stages take on pictures drawn here, for own.sh, which compares commits.</summary>
internal static class OwnClock
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(0.5);

    /// <summary>Prints a line for each work whose name has the part: its name, microseconds a call, and bytes allocated a call.</summary>
    public static void Run(string part)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        foreach ((string name, Func<Action> prepare) in Works().Where(work => work.Name.Contains(part, StringComparison.Ordinal)))
        {
            Action call = prepare();
            _ = Repetition.Seconds(Time, call);
            double seconds = Enumerable.Range(0, 5).Min(_ => Repetition.Seconds(Time / 5, call));
            long before = GC.GetTotalAllocatedBytes(precise: true);
            call();
            long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            Console.WriteLine($"{name}\t{1e6 * seconds:F2}\t{allocated}");
        }
    }

    private static IEnumerable<(string Name, Func<Action> Prepare)> Works()
    {
        yield return Normalize(30, Ground.Photo);
        yield return Normalize(100, Ground.Plain);
        foreach (Ground ground in Enum.GetValues<Ground>())
        {
            yield return Normalize(220, ground);
        }

        yield return Normalize(1000, Ground.Photo);
        var recognizer = new CharacterRecognizer();
        yield return ("picture of 220 x 220 to its answer", () => Predict(recognizer));
        yield return ("page of 1,320 drawn digits", () => ReadPage(recognizer));
    }

    /// <summary>All characters in turn, a picture a call.</summary>
    private static (string Name, Func<Action> Prepare) Normalize(int side, Ground ground) =>
        ($"normalise {side} x {side}, {ground.ToString().ToLowerInvariant()}", () =>
        {
            GrayImage[] images = Draw(side, ground);
            byte[] normalized = new byte[CharacterNormalizer.Size * CharacterNormalizer.Size];
            int next = 0;
            return () => CharacterNormalizer.Normalize(images[next++ % images.Length], normalized);
        });

    private static Action Predict(CharacterRecognizer recognizer)
    {
        GrayImage[] images = Draw(220, Ground.Plain);
        int next = 0;
        return () => recognizer.Predict(images[next++ % images.Length]);
    }

    private static Action ReadPage(CharacterRecognizer recognizer)
    {
        GrayImage page = DrawnPage.Draw().Page;
        var options = new ReadTextOptions { Characters = CharacterSet.Digits };
        return () => recognizer.ReadText(page, options);
    }

    private static GrayImage[] Draw(int side, Ground ground) =>
        [.. DrawnCharacter.Characters.Select(character => DrawnCharacter.Draw(character, ImageSize.Square(side), ground))];
}
