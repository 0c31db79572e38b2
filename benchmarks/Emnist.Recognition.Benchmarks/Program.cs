using System.Globalization;
using BenchmarkDotNet.Running;
using Emnist.Recognition.Benchmarks;

switch (args)
{
    case ["export", string folder]:
        PeerComparison.Export(folder);
        break;
    case ["sweep"]:
        Sweep.Run();
        break;
    case ["augmentation"]:
        AugmentationClock.Run();
        break;
    case ["listeners"]:
        ListenerClock.Run();
        break;
    case ["picture", string path]:
        PictureClock.Run(path);
        break;
    case ["rate", string work]:
        Console.WriteLine(PeerComparison.Rate(work).ToString("R", CultureInfo.InvariantCulture));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(PeerComparison).Assembly).Run(args);
        break;
}
