using Emnist.Recognition;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Reporting;
using TrainYourOwn;

if (args is not [string folder])
{
    Console.Error.WriteLine("TrainYourOwn FOLDER    a folder of pictures: one folder a class in it, or a table labels.csv of file,label");
    return 2;
}

// Photos, scans or drawings of any size become 28 x 28 images, as the recognizer will see them.
LoadedImageFolder mine = ImageFolder.Load(folder, new ImageFolderOptions { UnreadableImages = UnreadableImages.Skip });
foreach (SkippedImage skipped in mine.Skipped)
{
    Console.Error.WriteLine($"{skipped.File} is left out: {skipped.Reason}");
}

// A fifth of each class is kept for the test, and never trained on.
(LabeledImages images, LabeledImages test) = mine.Images.Split(0.2, seed: 1);
var relu = new Activation(ActivationFunction.Relu);
var network = new Network(
    TensorShape.Image(28),
    new Conv2D(32, 3) { Padding = Padding.Same }, new BatchNormalization(), relu, new MaxPooling2D(),
    new Conv2D(64, 3) { Padding = Padding.Same }, new BatchNormalization(), relu, new MaxPooling2D(),
    new Flatten(), new Dropout(0.4f), new Dense(images.ClassNames.Count));
Console.WriteLine(network.Summary());

// Few pictures go further when each is a little different every time.
var trainer = new Trainer(new TrainerOptions
{
    Epochs = 60,
    BalanceClasses = true,
    Augmentation = Augmentation.Handwriting,
    ValidationFraction = 0.15,
    Callbacks = [new EarlyStopping { Patience = 10, RestoreBestWeights = true }],
    Seed = 1,
});
TrainingHistory history = trainer.Fit(network, images, validation: null, new ConsoleProgress());
if (history.Warning is { } warning)
{
    Console.Error.WriteLine(warning);
}

var report = new EvaluationReport($"{test.Count} pictures of {folder}", Evaluator.Evaluate(network, test));
Console.WriteLine(report.ToMarkdown());

new OnnxModel(network, images.ClassNames).Save("mine.onnx");
var recognizer = new CharacterRecognizer(OnnxModel.Load("mine.onnx"));
string picture = Path.Combine(folder, mine.Files[0]);
CharacterPrediction prediction = recognizer.Predict(picture);
Console.WriteLine($"{picture}: {prediction.Character}  {prediction.Confidence:P1}");
return 0;
