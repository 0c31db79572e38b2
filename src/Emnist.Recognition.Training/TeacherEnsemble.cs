using System.Numerics.Tensors;
using Emnist.Recognition.Networks.Inference;

namespace Emnist.Recognition.Training;

/// <summary>
/// Gives the mean of several networks' probabilities: of all, or where they were cross-fitted of those that have not seen the sample.
/// Several threads may ask, each for a piece of work of its own.
/// </summary>
internal sealed class TeacherEnsemble
{
    private readonly Distillation _distillation;

    /// <summary>The plans of all teachers, or by fold those that teach its samples.</summary>
    private readonly InferencePlan[][] _plans;

    /// <summary>[pieces][samples of a piece, values]: the samples of a fold.</summary>
    private readonly float[][] _gathered;
    private readonly int _length;

    /// <param name="distillation">The teachers.</param>
    /// <param name="pieces">How many pieces of work there are at once.</param>
    /// <param name="length">Values of a sample.</param>
    public TeacherEnsemble(Distillation distillation, int pieces, int length)
    {
        _distillation = distillation;
        _length = length;
        _gathered = new float[pieces][];
        InferencePlan[] all = [.. distillation.Teachers.Select(static teacher => teacher.ToProbabilityPlan())];
        _plans = distillation.TeacherFolds is { } folds
            ? [.. Enumerable.Range(0, folds.Max() + 1).Select(fold => all.Where((_, teacher) => folds[teacher] == fold).ToArray())]
            : [all];
    }

    /// <summary>Predicts a few samples, so that their probabilities fit on the stack.</summary>
    /// <param name="piece">The piece of work.</param>
    /// <param name="values">[count, input shape].</param>
    /// <param name="samples">[count]: the places of the samples in the training set; below 0 for one that is not of it.</param>
    /// <param name="probabilities">[count, classes], written.</param>
    public void Predict(int piece, ReadOnlySpan<float> values, ReadOnlySpan<int> samples, Span<float> probabilities)
    {
        if (_distillation.SampleFolds is not { } folds)
        {
            Predict(_plans[0], values, samples.Length, probabilities);
            return;
        }

        int classes = probabilities.Length / samples.Length;
        Span<float> gathered = _gathered[piece] ??= new float[values.Length];
        if (gathered.Length < values.Length)
        {
            gathered = _gathered[piece] = new float[values.Length];
        }

        Span<float> own = stackalloc float[probabilities.Length];
        for (int fold = 0; fold < _plans.Length; fold++)
        {
            int count = 0;
            for (int i = 0; i < samples.Length; i++)
            {
                if (FoldOf(samples, i, folds) == fold)
                {
                    values.Slice(i * _length, _length).CopyTo(gathered[(count++ * _length)..]);
                }
            }

            if (count == 0)
            {
                continue;
            }

            Predict(_plans[fold], gathered[..(count * _length)], count, own[..(count * classes)]);
            count = 0;
            for (int i = 0; i < samples.Length; i++)
            {
                if (FoldOf(samples, i, folds) == fold)
                {
                    own.Slice(count++ * classes, classes).CopyTo(probabilities[(i * classes)..]);
                }
            }
        }
    }

    /// <summary>The fold of a sample; what is composed of several has none, and takes turns.</summary>
    private int FoldOf(ReadOnlySpan<int> samples, int i, IReadOnlyList<byte> folds) =>
        samples[i] < 0 ? i % _plans.Length : folds[samples[i]];

    private static void Predict(InferencePlan[] plans, ReadOnlySpan<float> values, int count, Span<float> probabilities)
    {
        Span<float> own = stackalloc float[probabilities.Length];
        probabilities.Clear();
        foreach (InferencePlan plan in plans)
        {
            plan.Predict(values, own, count);
            TensorPrimitives.MultiplyAdd(own, 1f / plans.Length, probabilities, probabilities);
        }
    }
}
