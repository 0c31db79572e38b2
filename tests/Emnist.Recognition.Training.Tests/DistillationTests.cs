using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Checkpoints;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Training.Tests;

public class DistillationTests
{
    private static readonly LabeledImages Images = SyntheticImages.Create(1, 60, 60, 60, 60, 60, 60);

    private static readonly TrainerOptions Options = new() { Epochs = 8, BatchSize = 16, Optimizer = new Adam { LearningRate = 5e-3f } };

    private static readonly Network Teacher = CreateTeacher();

    [Fact]
    public void A_network_learns_from_its_teacher_what_its_labels_do_not_tell()
    {
        byte[] wrong = [.. Enumerable.Range(0, Images.Count).Select(i => (byte)(i % 6))];
        var mislabeled = new LabeledImages(Images.Size, Images.Pixels, wrong, Images.ClassNames);
        Network student = CreateNetwork(seed: 2);
        new Trainer(Options with { Distillation = new Distillation { Teachers = [Teacher], Weight = 0.8f } }).Fit(student, mislabeled);

        Assert.True(Evaluator.Evaluate(student, Images).MicroAccuracy > 0.95);
    }

    [Fact]
    public void The_weights_are_the_same_to_the_bit_on_any_number_of_threads_and_the_teachers_stay_as_they_are()
    {
        float[][] before = Teacher.CopyParameters();
        float[][] Fit(int threads)
        {
            Network student = CreateNetwork(seed: 2);
            var options = new TrainerOptions
            {
                Epochs = 2,
                BatchSize = 50,
                MaxDegreeOfParallelism = threads,
                Augmentation = new Augmentation { Shift = 0.1f },
                Distillation = new Distillation { Teachers = [Teacher, CreateNetwork(seed: 3)] },
            };
            new Trainer(options).Fit(student, Images);
            return student.CopyParameters();
        }

        float[][] one = Fit(1);
        Assert.Equal(one, Fit(2));
        Assert.Equal(one, Fit(3));
        Assert.Equal(before, Teacher.CopyParameters());
    }

    [Fact]
    public void Teachers_see_each_image_as_augmentation_left_it()
    {
        // A bar left of the middle, which shifts of half the width bring to either side; the teacher tells the side.
        byte[] left = [.. Enumerable.Range(0, 400).Select(i => i % 20 is >= 7 and < 10 ? (byte)255 : (byte)0)];
        byte[] right = [.. Enumerable.Range(0, 400).Select(i => i % 20 is >= 14 and < 17 ? (byte)255 : (byte)0)];
        var images = new LabeledImages(20, left, new byte[] { 0 }, ["left", "right"]);
        Network teacher = CreateLinear();
        Span<float> kernel = teacher.Layers[1].Parameters[0].Values;
        for (int i = 0; i < 400; i++)
        {
            (kernel[2 * i], kernel[(2 * i) + 1]) = i % 20 < 10 ? (1, -1) : (-1, 1);
        }

        Network student = CreateLinear();
        new Trainer(new TrainerOptions
        {
            Epochs = 1,
            SamplesPerEpoch = 2000,
            Augmentation = new Augmentation { Shift = 0.5f },
            Distillation = new Distillation { Teachers = [teacher], Weight = 1 },
        }).Fit(student, images);
        float[] logits = new float[2];
        student.ToInferencePlan().PredictBytes(right, logits, 1);

        Assert.True(logits[1] > logits[0]);
    }

    [Fact]
    public void A_training_does_not_go_on_with_other_teachers()
    {
        using var folder = new TemporaryFolder();
        var options = new TrainerOptions { Epochs = 1, CheckpointFolder = folder.Path, Resume = true, Distillation = new Distillation { Teachers = [Teacher] } };
        new Trainer(options).Fit(CreateNetwork(seed: 2), Images);
        TrainerOptions other = options with { Distillation = new Distillation { Teachers = [CreateNetwork(seed: 3)] } };

        Assert.Contains("teachers", Assert.Throws<CheckpointException>(() => new Trainer(other).Fit(CreateNetwork(seed: 2), Images)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cross_fitted_teachers_teach_the_samples_of_their_folds_alone_on_any_number_of_threads()
    {
        // Whatever it sees, the first teacher says class 0 and the second class 1.
        Network[] teachers = [.. Enumerable.Range(0, 2).Select(static answer =>
        {
            var teacher = new Network(SyntheticImages.Shape, new Flatten(), new Dense(6));
            teacher.Layers[1].Parameters[1].Values[answer] = 30;
            return teacher;
        })];
        byte[] folds = [.. Enumerable.Range(0, Images.Count).Select(static i => (byte)(Images.GetLabel(i) % 2))];
        Network Fit(int threads)
        {
            Network student = CreateNetwork(seed: 2);
            new Trainer(Options with
            {
                BatchSize = 50,
                MaxDegreeOfParallelism = threads,
                Distillation = new Distillation { Teachers = teachers, Weight = 1, TeacherFolds = [0, 1], SampleFolds = folds },
            }).Fit(student, Images);
            return student;
        }

        Network student = Fit(1);
        float[] logits = new float[Images.Count * 6];
        student.ToInferencePlan().PredictBytes(Images.Pixels.Span, logits, Images.Count);
        int right = logits.Chunk(6).Index().Count(row => row.Item[folds[row.Index]] == row.Item.Max());

        Assert.True(right > 0.95 * Images.Count);
        Assert.Equal(student.CopyParameters(), Fit(3).CopyParameters());
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1.01f)]
    [InlineData(float.NaN)]
    public void A_weight_out_of_range_is_refused(float weight) => Assert.Equal(
        "Weight",
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(new TrainerOptions { Distillation = new Distillation { Teachers = [Teacher], Weight = weight } })).ParamName);

    [Fact]
    public void Teachers_that_are_missing_or_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Trainer(new TrainerOptions { Distillation = new Distillation { Teachers = [] } }));
        var trainer = new Trainer(new TrainerOptions { Distillation = new Distillation { Teachers = [Teacher, new Network(TensorShape.Vector(9 * 12), new Dense(7))] } });
        Assert.Equal(
            "Teacher 2 gives [7]; the samples have 6 classes. (Parameter 'Distillation')",
            Assert.Throws<ArgumentException>(() => trainer.Fit(CreateNetwork(seed: 2), Images)).Message);
        Network broken = CreateNetwork(seed: 3);
        broken.Layers[1].Parameters[0].Values[5] = float.NaN;
        var other = new Trainer(new TrainerOptions { Distillation = new Distillation { Teachers = [broken] } });
        Assert.StartsWith("Teacher 1 of the Distillation has a parameter", Assert.Throws<ArgumentException>(() => other.Fit(CreateNetwork(seed: 2), Images)).Message, StringComparison.Ordinal);
    }

    private static Network CreateLinear() => new(TensorShape.Image(20), new Flatten(), new Dense(2));

    private static Network CreateTeacher()
    {
        Network teacher = CreateNetwork(seed: 1);
        new Trainer(Options).Fit(teacher, Images);
        return teacher;
    }

    private static Network CreateNetwork(int seed)
    {
        var network = new Network(
            SyntheticImages.Shape,
            new Flatten(), new Dense(32), new Activation(ActivationFunction.Relu), new Dense(6));
        network.Initialize(seed);
        return network;
    }
}
