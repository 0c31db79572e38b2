using Emnist.Recognition.Onnx;
using OpenCvSharp;

namespace Emnist.Recognition.Peers;

/// <summary>From a file to its answer on one thread, against OpenCV and ONNX Runtime with the same network.</summary>
internal static class PictureRows
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(0.25);

    public static void Run(int rounds)
    {
        Cv2.SetNumThreads(1);
        foreach (PictureSet set in PictureSet.All)
        {
            Compare(set, set.Draw(), rounds);
        }
    }

    private static void Compare(PictureSet set, IReadOnlyList<(byte[] File, string Character)> pictures, int rounds)
    {
        OnnxModel model = EmbeddedModel.Load();
        var recognizer = new CharacterRecognizer(model);
        using var session = new OnnxSession(model.Network, 1, threads: 1);
        var pipeline = new OpenCvPipeline(session, model.ClassNames);
        string Ours(byte[] file) => recognizer.Predict(file).Character;
        string Peer(byte[] file) => pipeline.Read(file, set.Mode);

        double Seconds(Func<byte[], string> read)
        {
            int next = 0;
            return Repetition.Seconds(Time, () => read(pictures[next++ % pictures.Count].File));
        }

        int Right(Func<byte[], string> read) => pictures.Count(picture => read(picture.File) == picture.Character);

        for (int i = 0; i < 2; i++)
        {
            _ = Seconds(Ours) + Seconds(Peer);
        }

        string right = $"right: ours {Right(Ours)}, peer {Right(Peer)} of {pictures.Count}";
        Rounds.Ratio($"{set.Name}; {right}", rounds, () => Seconds(Ours), () => Seconds(Peer), ("ms", 1e3));
    }
}
