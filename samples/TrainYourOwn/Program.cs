using System.Globalization;
using Emnist.Recognition.Datasets;
using Emnist.Recognition.Evaluation;
using Emnist.Recognition.Onnx;
using TrainYourOwn;

return args switch
{
    ["train", string set, string output] => Train(set, output),
    ["evaluate", string model, string set] => Evaluate(model, set),
    _ => ShowUsage(),
};

static int Train(string set, string output)
{
    OnnxModel model = CharacterNetwork.Train(EmnistDataset.LoadSet(set), set);
    model.Save(output);
    Console.WriteLine($"Saved {output}, {new FileInfo(output).Length:N0} bytes.");
    return 0;
}

static int Evaluate(string modelPath, string set)
{
    ClassificationMetrics metrics = Evaluator.Evaluate(OnnxModel.Load(modelPath), EmnistDataset.LoadSet(set));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{metrics.Count} images: accuracy {metrics.MicroAccuracy:P2}, mean over the classes {metrics.MacroAccuracy:P2}, log-loss {metrics.LogLoss:F4}"));
    return 0;
}

static int ShowUsage()
{
    Console.Error.WriteLine("""
        TrainYourOwn train SET MODEL.onnx      trains a network and saves it
        TrainYourOwn evaluate MODEL.onnx SET   measures a saved network

        SET is the name of a data set in the folder that EMNIST_HOME names, such as emnist-balanced-train
        for the files emnist-balanced-train-images-idx3-ubyte.gz and emnist-balanced-train-labels-idx1-ubyte.gz.
        """);
    return 2;
}
