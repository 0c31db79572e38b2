using System.Globalization;

namespace Emnist.Recognition.Peers;

/// <summary>Whole trainings on two threads, against PyTorch's of the same network and options: each in a process of its own.</summary>
internal static class TrainingRows
{
    private static readonly (string Key, string Title)[] Networks =
        [("vgg", "VGG-like"), ("conv128", "EmnistConv128"), ("separable", "depthwise-separable"), ("mlp", "MnistMlp")];

    public static string PeerVersion => Child.OutputOf(Child.Python, "-c", "import torch; print(torch.__version__)");

    public static void Run(int rounds)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "rate_torch.py");
        foreach ((string key, string title) in Networks)
        {
            Rounds.Ratio(
                $"{title}: an image of a training, two threads, against PyTorch",
                rounds,
                () => 1 / Child.Run("training-rate", key),
                () => 1 / double.Parse(Child.OutputOf(Child.Python, script, key), CultureInfo.InvariantCulture),
                ("us", 1e6));
        }
    }
}
