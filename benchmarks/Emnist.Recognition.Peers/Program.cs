using System.Globalization;
using Emnist.Recognition;
using Emnist.Recognition.Peers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["training-rate", string network]:
        Console.WriteLine(TrainingRate.Of(network).ToString("R"));
        break;
    case ["write", string folder]:
        PictureSet.WriteAll(folder);
        break;
    case [string family, string count] when int.TryParse(count, out int rounds) && rounds > 0:
        // The peers' versions are asked for only where they run: OpenCV and Tesseract in one process crash over their libpng.
        (Action<int> run, Func<string> peers) = family switch
        {
            "networks" => ((Action<int>)NetworkRows.Run, (Func<string>)(() => Machine.PeersInPackages)),
            "training" => (TrainingRows.Run, () => $"PyTorch {TrainingRows.PeerVersion}"),
            "pictures" => (PictureRows.Run, () => Machine.PeersInPackages),
            "page" => (PageRows.Run, () => $"Tesseract {Tesseract.Version}"),
            _ => throw new ArgumentException($"There is no work '{family}': networks, training, pictures or page."),
        };
        Console.WriteLine($"\n{Machine.Describe(peers())}\n\n{Rounds.Header}");
        run(rounds);
        break;
    default:
        Console.Error.WriteLine("Give networks, training, pictures or page, and the number of rounds; or write and a folder.");
        return 2;
}

return 0;
