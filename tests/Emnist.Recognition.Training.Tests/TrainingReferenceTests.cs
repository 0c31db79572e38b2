using System.Text.Json;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training.Backpropagation;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Training.Tests;

/// <summary>
/// The losses of 50 batches against those of PyTorch 1.13 in double precision, as make_training_reference.py recorded them:
/// the same images in the same order, the same first weights.
/// </summary>
public class TrainingReferenceTests
{
    private const int Images = 96;
    private const int Side = 8;
    private const int Classes = 5;
    private const int Batch = 8;
    private const int Steps = 50;
    private const int StepsAnEpoch = 10;

    /// <summary>An epsilon that is next to nothing whether it stands under the root, as in Keras, or beside it, as in PyTorch.</summary>
    private const float Tiny = 1e-20f;

    private static readonly Dictionary<string, double[]> References = JsonSerializer.Deserialize<Dictionary<string, double[]>>(
        typeof(TrainingReferenceTests).Assembly.GetManifestResourceStream("training_reference.json")!)!;

    private static readonly Dictionary<string, double>[] ValidationLosses = JsonSerializer.Deserialize<Dictionary<string, double>[]>(
        typeof(TrainingReferenceTests).Assembly.GetManifestResourceStream("validation_reference.json")!)!;

    public static TheoryData<string> Names => [.. References.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_losses_are_PyTorchs(string name)
    {
        double[] losses = Train(name, softmax: false);

        Assert.Equal(Steps, losses.Length);
        Assert.All(losses.Zip(References[name]), pair => Assert.Equal(pair.Second, pair.First, 1e-3 * pair.Second));
    }

    /// <summary>
    /// What Keras calls val_loss, and the log-loss, of further images after every epoch, as make_validation_reference.py recorded
    /// them.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_validation_losses_are_PyTorchs(bool softmax)
    {
        Network network = CreateDense(regularized: true, softmax);
        SetParameters(network, 0.5, phase: 1);
        TrainingHistory history = new Trainer(Options("label smoothing")).Fit(
            network, CreateImages(network.InputShape), CreateImages(network.InputShape, first: Images, count: Images / 2));

        Assert.Equal(ValidationLosses.Length, history.Epochs.Count);
        Assert.All(history.Epochs.Zip(ValidationLosses), pair =>
        {
            Assert.Equal(pair.Second["total"], pair.First.ValidationTotalLoss!.Value, 1e-3 * pair.Second["total"]);
            Assert.Equal(pair.Second["log"], pair.First.ValidationLoss!.Value, 1e-3 * pair.Second["log"]);
        });
    }

    [Fact]
    public void Without_smoothing_and_penalties_both_validation_losses_are_one()
    {
        Network network = CreateDense(regularized: false, softmax: false);
        TrainerOptions options = Options("class weights") with { ValidationFraction = 0.25 };
        TrainingHistory history = new Trainer(options).Fit(network, CreateImages(network.InputShape));

        Assert.All(history.Epochs, epoch => Assert.Equal(epoch.ValidationLoss, epoch.ValidationTotalLoss));
    }

    [Fact]
    public void From_probabilities_the_losses_are_those_from_logits() =>
        Assert.Equal(Train("label smoothing", softmax: false), Train("label smoothing", softmax: true));

    private static double[] Train(string name, bool softmax)
    {
        bool convolutional = name == "convolutions";
        Network network = convolutional ? CreateConvolutional() : CreateDense(name == "regularization", softmax);
        double scale = convolutional ? 0.1 : 0.5;
        SetParameters(network, scale, phase: 1);
        var losses = new BatchLosses();
        new Trainer(Options(name)).Fit(network, CreateImages(network.InputShape), validation: null, losses);
        return [.. losses.Losses];
    }

    private static void SetParameters(Network network, double scale, int phase)
    {
        foreach (Parameter parameter in network.Parameters)
        {
            for (int i = 0; i < parameter.Values.Length; i++)
            {
                parameter.Values[i] = (float)(scale * Math.Sin((0.7 * i) + (0.013 * i * i) + phase));
            }

            phase++;
        }
    }

    private static Network CreateTeacher(int number)
    {
        Network teacher = CreateDense(regularized: false, softmax: false);
        SetParameters(teacher, 0.5, 10 * number);
        return teacher;
    }

    private static Network CreateDense(bool regularized, bool softmax)
    {
        Layer[] end = softmax ? [new Activation(ActivationFunction.Softmax)] : [];
        return new Network(TensorShape.Image(new ImageSize { Width = 6, Height = 5 }),
        [
            new Flatten(),
            new Dense(16) { KernelL1 = regularized ? 0.002f : 0, KernelL2 = regularized ? 0.01f : 0 },
            new Activation(ActivationFunction.Relu),
            new Dense(Classes),
            .. end,
        ]);
    }

    /// <summary>One whose second convolution runs by Winograd's filtering on every machine.</summary>
    private static Network CreateConvolutional()
    {
        Layer relu = new Activation(ActivationFunction.Relu);
        var convolution = new Conv2D(32, 3) { Padding = Padding.Same, UseBias = false };
        var network = new Network(TensorShape.Image(Side), convolution, relu, convolution, relu, new Flatten(), new Dense(Classes));
        Assert.True(WinogradPasses.Fits(SimdKernels.Best, new ConvolutionGeometry(Side, Side, 32, Side, Side, 32, 3, 3, 1, 1, 1, 1)));
        return network;
    }

    private static TrainerOptions Options(string name)
    {
        var options = new TrainerOptions
        {
            Epochs = Steps / StepsAnEpoch, BatchSize = Batch, SamplesPerEpoch = StepsAnEpoch * Batch, Seed = 7,
            Optimizer = new Adam { LearningRate = 0.01f },
        };
        return name switch
        {
            "sgd" => options with { Optimizer = new Sgd { LearningRate = 0.05f } },
            "momentum" or "convolutions" => options with { Optimizer = new Sgd { LearningRate = 0.02f, Momentum = 0.9f } },
            "nesterov" => options with { Optimizer = new Sgd { LearningRate = 0.02f, Momentum = 0.9f, Nesterov = true } },
            "adam" or "regularization" => options,
            "adamw" => options with { Optimizer = new AdamW { LearningRate = 0.01f, WeightDecay = 0.1f } },
            "rmsprop" => options with { Optimizer = new RmsProp { LearningRate = 0.01f, Epsilon = Tiny } },
            "rmsprop, momentum" => options with { Optimizer = new RmsProp { LearningRate = 0.002f, Epsilon = Tiny, Momentum = 0.9f } },
            "rmsprop, centered" => options with { Optimizer = new RmsProp { LearningRate = 0.01f, Epsilon = Tiny, Centered = true } },
            "rmsprop, falling rate" => options with
            {
                Optimizer = new RmsProp
                {
                    LearningRate = LearningRateSchedule.StepDecay(0.02f, 0.5f, epochs: 2), Epsilon = 1e-3f, Momentum = 0.5f,
                },
            },
            "label smoothing" => options with { LabelSmoothing = 0.2f },
            "distillation" => options with
            {
                LabelSmoothing = 0.2f,
                ClassWeights = [1, 0.5f, 2, 0, 1.5f],
                Distillation = new Distillation { Teachers = [CreateTeacher(1), CreateTeacher(2)], Weight = 0.7f },
            },
            "class weights" => options with { ClassWeights = [1, 0.5f, 2, 0, 1.5f] },
            "cosine" => options with { Optimizer = new Adam { LearningRate = LearningRateSchedule.CosineDecay(0.02f, 0.25f) } },
            "step" => options with { Optimizer = new Sgd { LearningRate = LearningRateSchedule.StepDecay(0.1f, 0.5f, epochs: 2) } },
            _ => throw new ArgumentException($"The script records '{name}', which this test does not train.", nameof(name)),
        };
    }

    private static LabeledImages CreateImages(TensorShape shape, int first = 0, int count = Images)
    {
        byte[] labels = [.. Enumerable.Range(first, count).Select(i => (byte)(((i * i) + (i / 7)) % Classes))];
        byte[] pixels = [.. Enumerable.Range(first * shape.Length, count * shape.Length).Select(place =>
        {
            (int i, int p) = Math.DivRem(place, shape.Length);
            return (byte)(((37 * i * (p + 1)) + (11 * p) + (50 * ((i * i) + (i / 7)))) % 256);
        })];
        var size = new ImageSize { Width = shape.Width, Height = shape.Height };
        return new LabeledImages(size, pixels, labels, [.. Enumerable.Range(0, Classes).Select(label => $"class {label}")]);
    }

    /// <summary>Takes the batches' own losses out of the means over the epoch so far.</summary>
    private sealed class BatchLosses : IProgress<TrainingProgress>
    {
        private double _sum;

        public List<double> Losses { get; } = [];

        public void Report(TrainingProgress value)
        {
            double sum = value.Loss * value.Batch;
            Losses.Add(sum - _sum);
            _sum = value.Finished is null ? sum : 0;
        }
    }
}
