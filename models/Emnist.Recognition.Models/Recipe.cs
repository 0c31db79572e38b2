using System.Globalization;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Models;

/// <summary>
/// From the data to the models that ship, in stages. Each keeps a checkpoint after every epoch and ends in a file of its name in the
/// folder; one whose file is there is done, and one that was cut goes on.
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>Teachers: for every quarter of the images (a fold) one that learns from the others, of two kinds of networks in turn, and each of
/// them tuned: it ends on images as EMNIST's are and as the normaliser draws them, without further distortion.</item>
/// <item>The student learns from the labels and from the teacher without its image's fold (cross-fitting): a teacher never teaches an
/// image that it has seen, of which it would tell no more than the label does.</item>
/// <item>Tuning, as of the teachers, and by the tuned ones.</item>
/// <item>Calibration by images that nothing was learned from, half of them as they are and half drawn as pictures and normalised.</item>
/// </list>
/// </remarks>
internal sealed class Recipe(TrainingData data, string folder, RecipeScale scale, TextWriter output)
{
    /// <summary>An epoch, which is as many images as Balanced's training set has.</summary>
    private const int SamplesPerEpoch = 112_800;

    private const int TeacherEpochs = 6;
    private const int TeacherTuningEpochs = 1;
    private const int StudentEpochs = 16;
    private const int TuningEpochs = 8;

    /// <summary>
    /// Constant, and the weights averaged: where it falls to 0, the networks learn the rare classes' images by heart in the last epochs.
    /// </summary>
    private const float Rate = 1.5e-3f;
    private static readonly LearningRateSchedule TuningRate = LearningRateSchedule.CosineDecay(1e-3f);

    private const float TeachersWeight = 0.7f;
    private const float NonCharacters = 0.08f;

    /// <summary>How often what is to be read is no character: more rarely than in training, so that fewer odd characters are refused.</summary>
    private const float NonCharactersInUse = 0.02f;

    private const float Redrawing = 0.25f;
    private const float Originals = 0.5f;

    private static Augmentation Distortion => Augmentation.Handwriting with
    {
        Redrawing = Redrawing,
        Originals = Originals,
        NonCharacters = NonCharacters,
    };

    private static Augmentation NoDistortion => new() { Redrawing = Redrawing, NonCharacters = NonCharacters };

    /// <summary>The teachers' names, by folds.</summary>
    private static IReadOnlyList<string> Teachers { get; } =
        [.. Enumerable.Range(0, TrainingData.Folds).Select(static fold => $"teacher-{KindOf(fold).Name}-{fold + 1}")];

    /// <summary>The names of the stages in their order.</summary>
    public static IReadOnlyList<string> Stages { get; } =
    [
        .. from name in Teachers from stage in new[] { name, Tuned(name) } select stage,
        "student", "tuned", "default",
    ];

    /// <summary>Runs a stage, whose predecessors are done.</summary>
    public void Run(string stage, CancellationToken cancellationToken)
    {
        if (File.Exists(PathOf(stage)))
        {
            output.WriteLine($"{stage}: done");
            return;
        }

        Network student = ReferenceNetworks.Embedded.Create(CharacterNames.All.Count);
        switch (stage)
        {
            case "student":
                Train(
                    stage, student, data.Training, Options(StudentEpochs, Rate, Distortion) with { Distillation = TaughtBy(Teachers) }, cancellationToken);
                break;
            case "tuned":
                FineTuning.CopyWeights(OnnxModelOf("student"), student, CharacterNames.All);
                Train(
                    stage,
                    student,
                    data.Training,
                    Options(TuningEpochs, TuningRate, NoDistortion) with { Distillation = TaughtBy(Teachers.Select(Tuned)) },
                    cancellationToken);
                break;
            case "default":
                Calibrate(stage, OnnxModelOf("tuned"), cancellationToken);
                break;
            default:
                int place = Stages.ToList().IndexOf(stage);
                TrainTeacher(place / 2, isTuning: place % 2 == 1, cancellationToken);
                break;
        }
    }

    private static (string Name, Func<Layer[]> Layers) KindOf(int fold) => TeacherNetworks.All[fold % TeacherNetworks.All.Count];

    private static string Tuned(string teacher) => $"{teacher}-tuned";

    private void TrainTeacher(int fold, bool isTuning, CancellationToken cancellationToken)
    {
        string name = Teachers[fold];
        Network network = isTuning ? OnnxModelOf(name).Network : TeacherNetworks.Create(KindOf(fold).Layers(), seed: 1 + fold);
        TrainerOptions options = isTuning
            ? Options(TeacherTuningEpochs, TuningRate, NoDistortion) : Options(TeacherEpochs, Rate, Distortion);
        Train(
            isTuning ? Tuned(name) : name,
            network,
            data.AllBut(fold),
            options with { Seed = 1 + fold, CalibrateConfidence = true },
            cancellationToken);
    }

    private Distillation TaughtBy(IEnumerable<string> teachers) => new()
    {
        Teachers = [.. teachers.Select(stage => OnnxModelOf(stage).Network)],
        TeacherFolds = [.. Enumerable.Range(0, TrainingData.Folds)],
        SampleFolds = data.FoldOf,
        Weight = TeachersWeight,
    };

    private TrainerOptions Options(int epochs, LearningRateSchedule rate, Augmentation augmentation) => new()
    {
        Epochs = scale.Epochs ?? epochs,
        BatchSize = 128,
        SamplesPerEpoch = scale.SamplesPerEpoch ?? SamplesPerEpoch,
        BalanceClasses = true,
        ClassShares = data.ClassShares,
        Optimizer = new AdamW { WeightDecay = 0.02f, LearningRate = rate },
        WeightAverageMomentum = 0.999f,
        Augmentation = augmentation,
        Seed = 1,
        MaxDegreeOfParallelism = scale.Threads,
        Resume = true,
    };

    private void Train(string stage, Network network, LabeledImages images, TrainerOptions options, CancellationToken cancellationToken)
    {
        options.CheckpointFolder = Directory.CreateDirectory(Path.Combine(folder, "checkpoints", stage)).FullName;
        output.WriteLine(Format($"{stage}: {network.ParameterCount:N0} parameters, {options.Epochs} epochs of {options.SamplesPerEpoch:N0} of {images.Count:N0} images"));
        var progress = new EpochLines(stage, output);
        TrainingHistory history = new Trainer(options).Fit(network, images, data.Validation, progress, cancellationToken);
        Save(stage, network, new Dictionary<string, string>
        {
            ["epochs"] = Format($"{history.Epochs.Count}"),
            ["temperature"] = Format($"{history.Temperature ?? 1:F4}"),
            [OnnxModel.NormalizerVersionKey] = Format($"{CharacterNormalizer.Version}"),
        });
    }

    private void Calibrate(string stage, OnnxModel tuned, CancellationToken cancellationToken)
    {
        double shift = LogOdds(NonCharactersInUse) - LogOdds(NonCharacters);
        tuned.Network.Layers[^1].Parameters[1].Values[CharacterNames.All.Count - 1] += (float)shift;
        LabeledImages images = PictureForms.WithoutCase(PictureForms.WithRedrawn(data.Validation));
        double temperature = TemperatureScaling.Fit(tuned.Network, images, balanceClasses: true, scale.Threads, cancellationToken);
        TemperatureScaling.Apply(tuned.Network, temperature);
        output.WriteLine(Format($"{stage}: temperature {temperature:F3}"));
        Save(stage, tuned.Network, new Dictionary<string, string>
        {
            ["network"] = ReferenceNetworks.Embedded.Name,
            ["training_set"] = "emnist-merged47-train, emnist-more47-train",
            ["temperature"] = Format($"{temperature:F4}"),
            [OnnxModel.NormalizerVersionKey] = Format($"{CharacterNormalizer.Version}"),
        });
    }

    private static double LogOdds(double share) => Math.Log(share / (1 - share));

    private OnnxModel OnnxModelOf(string stage) => OnnxModel.Load(PathOf(stage));

    private void Save(string stage, Network network, Dictionary<string, string> facts)
    {
        new OnnxModel(network, CharacterNames.All, facts) { InputForm = InputForm.Emnist }.Save(PathOf(stage));
        output.WriteLine($"{stage}: {PathOf(stage)}");
    }

    private string PathOf(string stage) => Path.Combine(folder, $"{stage}.onnx");

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How much of the recipe is done: all of it, or less for a try.</summary>
/// <param name="Epochs">Epochs of each training; null for the recipe's.</param>
/// <param name="SamplesPerEpoch">Images of an epoch; null for the recipe's.</param>
/// <param name="Threads">Threads at work, on which no result depends.</param>
internal sealed record RecipeScale(int? Epochs, int? SamplesPerEpoch, int Threads);
