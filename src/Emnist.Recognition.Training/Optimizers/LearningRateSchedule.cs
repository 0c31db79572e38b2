using System.Diagnostics.CodeAnalysis;
using static System.FormattableString;

namespace Emnist.Recognition.Training.Optimizers;

/// <summary>
/// The learning rate over the course of the training, batch by batch. Immutable. A <see cref="float"/> converts to a
/// constant rate.
/// </summary>
/// <example>
/// <code>
/// var options = new TrainerOptions
/// {
///     Epochs = 20,
///     Optimizer = new AdamW { LearningRate = LearningRateSchedule.CosineDecay(2e-3f, warmup: 0.05f) },
/// };
/// </code>
/// </example>
public abstract class LearningRateSchedule
{
    private const string NamedAlternate = "Constant is the alternate, named as its sisters are.";

    private protected LearningRateSchedule()
    {
    }

    /// <summary>A rate that stays as it is: see <see cref="Constant"/>.</summary>
    /// <param name="rate">The rate, finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite or not above 0.</exception>
    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = NamedAlternate)]
    public static implicit operator LearningRateSchedule(float rate) => Constant(rate);

    /// <summary>A rate that stays as it is, so that <c>LearningRate = 0.001</c> compiles.</summary>
    /// <param name="rate">The rate, finite and above 0 as a float.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite or not above 0.</exception>
    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = NamedAlternate)]
    public static implicit operator LearningRateSchedule(double rate) => Constant((float)rate);

    /// <summary>A rate that stays as it is.</summary>
    /// <param name="rate">The rate, finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite or not above 0.</exception>
    public static LearningRateSchedule Constant(float rate) => new ConstantRate(Check(rate, nameof(rate)));

    /// <summary>
    /// A rate that is multiplied by a factor every so many epochs: PyTorch's <c>StepLR</c>, Keras's <c>ExponentialDecay</c>
    /// with <c>staircase</c>.
    /// </summary>
    /// <param name="initial">The first rate, finite and above 0.</param>
    /// <param name="factor">What it is multiplied by, above 0 and at most 1.</param>
    /// <param name="epochs">The epochs from one step to the next, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static LearningRateSchedule StepDecay(float initial, float factor, int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return factor > 0 && factor <= 1
            ? new StepRate(Check(initial, nameof(initial)), factor, epochs)
            : throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor must be above 0 and at most 1.");
    }

    /// <summary>
    /// From <paramref name="peak"/> down to zero along half a cosine: Keras's <c>CosineDecay</c> over the whole training.
    /// </summary>
    /// <param name="peak">The highest rate, which is the first, finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite or not above 0.</exception>
    public static LearningRateSchedule CosineDecay(float peak) => new CosineRate(Check(peak, nameof(peak)), 0);

    /// <summary>
    /// Straight up from zero, and then down to zero along half a cosine (Loshchilov and Hutter, arXiv 1608.03983): Keras's
    /// <c>CosineDecay</c> with a warm-up, over the whole training.
    /// </summary>
    /// <param name="peak">The highest rate, finite and above 0.</param>
    /// <param name="warmup">The share of the training until the peak, 0 or more and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static LearningRateSchedule CosineDecay(float peak, float warmup) =>
        new CosineRate(Check(peak, nameof(peak)), CheckShare(warmup, nameof(warmup)));

    /// <summary>
    /// The 1cycle policy (Smith and Topin, arXiv 1708.07120) as PyTorch's <c>OneCycleLR</c> has it by default: along half a
    /// cosine from a 25th of the peak up to it in the first 30 % of the training, then down to a 10,000th of where it
    /// began. The momentum stays as it is, and the peak and the end come a batch later than in PyTorch.
    /// </summary>
    /// <param name="peak">The highest rate, finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite or not above 0.</exception>
    public static LearningRateSchedule OneCycle(float peak) => new OneCycleRate(Check(peak, nameof(peak)));

    /// <summary>The highest rate of the training.</summary>
    public abstract float Peak { get; }

    /// <summary>The same course with another highest rate, such as a preset's for another batch size.</summary>
    /// <param name="peak">The highest rate, finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite or not above 0.</exception>
    public abstract LearningRateSchedule WithPeak(float peak);

    /// <summary>The course in a few words, such as <c>cosine from 0.002</c>, in those that checkpoints keep.</summary>
    public abstract override string ToString();

    /// <summary>The rate of a batch.</summary>
    /// <param name="progress">The share of the training's batches that came before, 0 to below 1.</param>
    /// <param name="epochs">The epochs of the training.</param>
    internal abstract double At(double progress, int epochs);

    private static float Check(float rate, string parameterName) =>
        rate > 0 && float.IsFinite(rate)
            ? rate
            : throw new ArgumentOutOfRangeException(parameterName, rate, "A learning rate must be finite and above 0.");

    private static float CheckShare(float share, string parameterName) =>
        share >= 0 && share < 1
            ? share
            : throw new ArgumentOutOfRangeException(parameterName, share, "The share of the training must be 0 or more and below 1.");

    /// <summary>From one value to another along half a cosine.</summary>
    private static double Cosine(double from, double to, double progress) => to + ((from - to) * 0.5 * (1 + Math.Cos(Math.PI * progress)));

    private sealed class ConstantRate(float rate) : LearningRateSchedule
    {
        public override float Peak => rate;

        public override LearningRateSchedule WithPeak(float peak) => new ConstantRate(Check(peak, nameof(peak)));

        public override string ToString() => Invariant($"{rate}");

        internal override double At(double progress, int epochs) => rate;
    }

    private sealed class StepRate(float initial, float factor, int epochsPerStep) : LearningRateSchedule
    {
        public override float Peak => initial;

        public override LearningRateSchedule WithPeak(float peak) => new StepRate(Check(peak, nameof(peak)), factor, epochsPerStep);

        public override string ToString() => Invariant($"{initial} times {factor} every {epochsPerStep} epochs");

        // A trifle more, so that an epoch's first batch is not rounded into the epoch before.
        internal override double At(double progress, int epochs) =>
            initial * Math.Pow(factor, Math.Floor(((progress * epochs) + 1e-12) / epochsPerStep));
    }

    private sealed class CosineRate(float peak, float warmup) : LearningRateSchedule
    {
        public override float Peak => peak;

        public override LearningRateSchedule WithPeak(float peak) => new CosineRate(Check(peak, nameof(peak)), warmup);

        public override string ToString() =>
            warmup > 0 ? Invariant($"cosine from {peak} after a warm-up of {warmup}") : Invariant($"cosine from {peak}");

        internal override double At(double progress, int epochs) => progress < warmup
            ? peak * (progress / warmup)
            : peak * 0.5 * (1 + Math.Cos(Math.PI * ((progress - warmup) / (1 - warmup))));
    }

    private sealed class OneCycleRate(float peak) : LearningRateSchedule
    {
        private const double Rise = 0.3;

        public override float Peak => peak;

        public override LearningRateSchedule WithPeak(float peak) => new OneCycleRate(Check(peak, nameof(peak)));

        public override string ToString() => Invariant($"one cycle up to {peak}");

        internal override double At(double progress, int epochs)
        {
            double first = peak / 25.0;
            return progress < Rise
                ? Cosine(first, peak, progress / Rise)
                : Cosine(peak, first / 10_000, (progress - Rise) / (1 - Rise));
        }
    }
}
