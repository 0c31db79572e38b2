using BenchmarkDotNet.Running;
using Emnist.Recognition.Benchmarks;

switch (args)
{
    case ["sweep"]:
        Sweep.Run();
        break;
    case ["augmentation"]:
        AugmentationClock.Run();
        break;
    case ["listeners"]:
        ListenerClock.Run();
        break;
    case ["own", ..]:
        OwnClock.Run(args.Length > 1 ? args[1] : "");
        break;
    case ["picture", string path]:
        PictureClock.Run(path);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Sweep).Assembly).Run(args);
        break;
}
