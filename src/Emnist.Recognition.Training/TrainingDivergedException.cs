namespace Emnist.Recognition.Training;

/// <summary>
/// The loss became infinite or not a number: training stopped. The network has the weights again that it had after the last
/// whole epoch, their average where one is kept, or its first ones. A lower learning rate usually helps.
/// </summary>
public sealed class TrainingDivergedException : RecognitionException
{
    internal TrainingDivergedException(int epoch, int batch, double loss)
        : base((double.IsFinite(loss) ? "The weights are no longer finite after"
                : double.IsNaN(loss) ? "The loss is not a number at" : "The loss is infinite at")
            + $" epoch {epoch}, batch {batch}: lower the learning rate, or look for extreme values in the data.")
    {
        Epoch = epoch;
        Batch = batch;
        Loss = loss;
    }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The batch within the epoch, from 1.</summary>
    public int Batch { get; }

    /// <summary>The mean loss of the batch: infinite or not a number; finite where the weights after its step are not.</summary>
    public double Loss { get; }
}
