using System.Numerics.Tensors;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Inference;

namespace Emnist.Recognition.Training;

/// <summary>Gives the mean of several networks' probabilities. Any number of threads may ask.</summary>
internal sealed class TeacherEnsemble(IEnumerable<Network> teachers)
{
    private readonly InferencePlan[] _plans = [.. teachers.Select(static teacher => teacher.ToProbabilityPlan())];

    /// <summary>Predicts a few samples, so that their probabilities fit on the stack.</summary>
    /// <param name="samples">[count, input shape].</param>
    /// <param name="count">Samples.</param>
    /// <param name="probabilities">[count, classes], written.</param>
    public void Predict(ReadOnlySpan<float> samples, int count, Span<float> probabilities)
    {
        Span<float> own = stackalloc float[probabilities.Length];
        probabilities.Clear();
        foreach (InferencePlan plan in _plans)
        {
            plan.Predict(samples, own, count);
            TensorPrimitives.MultiplyAdd(own, 1f / _plans.Length, probabilities, probabilities);
        }
    }
}
