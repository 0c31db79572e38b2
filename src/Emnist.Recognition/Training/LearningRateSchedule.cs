namespace Emnist.Recognition.Training;

/// <summary>The learning rate over the course of a training. Immutable. A <see cref="float"/> converts to a constant rate.</summary>
public abstract class LearningRateSchedule
{
    private protected LearningRateSchedule()
    {
    }

    /// <summary>A rate that stays as it is.</summary>
    /// <param name="learningRate">The rate, finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite or not above 0.</exception>
    public static implicit operator LearningRateSchedule(float learningRate) => FromSingle(learningRate);

    /// <summary>A rate that stays as it is.</summary>
    /// <param name="learningRate">The rate, finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite or not above 0.</exception>
    public static LearningRateSchedule FromSingle(float learningRate) => new Constant(Check(learningRate, nameof(learningRate)));

    /// <summary>From <paramref name="initial"/> down to zero along half a cosine: Keras's <c>CosineDecay</c> over the whole training.</summary>
    /// <param name="initial">The first rate, finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite or not above 0.</exception>
    public static LearningRateSchedule CosineDecay(float initial) => new Cosine(Check(initial, nameof(initial)));

    /// <summary>The rate of a batch.</summary>
    /// <param name="progress">The share of the training's batches that came before, 0 to below 1.</param>
    internal abstract double At(double progress);

    private static float Check(float rate, string parameterName) =>
        rate > 0 && float.IsFinite(rate)
            ? rate
            : throw new ArgumentOutOfRangeException(parameterName, rate, "A learning rate must be finite and above 0.");

    private sealed class Constant(float learningRate) : LearningRateSchedule
    {
        internal override double At(double progress) => learningRate;
    }

    private sealed class Cosine(float initial) : LearningRateSchedule
    {
        internal override double At(double progress) => initial * 0.5 * (1 + Math.Cos(Math.PI * progress));
    }
}
