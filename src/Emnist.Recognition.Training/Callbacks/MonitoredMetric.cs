namespace Emnist.Recognition.Training.Callbacks;

/// <summary>A metric that a callback or a search watches at the end of each epoch.</summary>
public enum MonitoredMetric
{
    /// <summary><see cref="EpochResult.ValidationLoss"/>, the log-loss: lower is better.</summary>
    ValidationLoss,

    /// <summary><see cref="EpochResult.ValidationAccuracy"/>, Keras's <c>val_accuracy</c>: higher is better.</summary>
    ValidationAccuracy,

    /// <summary><see cref="EpochResult.ValidationMacroAccuracy"/>: higher is better.</summary>
    ValidationMacroAccuracy,

    /// <summary><see cref="EpochResult.Loss"/>: lower is better.</summary>
    Loss,

    /// <summary><see cref="EpochResult.Accuracy"/>: higher is better.</summary>
    Accuracy,

    /// <summary><see cref="EpochResult.ValidationTotalLoss"/>, Keras's <c>val_loss</c>: lower is better.</summary>
    ValidationTotalLoss,
}
