using System.Runtime.CompilerServices;

namespace Emnist.Recognition.Training.Callbacks;

/// <summary>The best value of a metric so far.</summary>
internal sealed class BestMetric(MonitoredMetric metric, double minDelta)
{
    private double _best = double.NaN;

    /// <summary>
    /// Takes an epoch's value; whether it is better than all before by more than the least difference. Not a number never is.
    /// </summary>
    public bool Improves(EpochResult epoch)
    {
        double value = Value(metric, epoch);
        bool better = double.IsNaN(_best)
            ? !double.IsNaN(value)
            : IsLoss(metric) ? value < _best - minDelta : value > _best + minDelta;
        if (better)
        {
            _best = value;
        }

        return better;
    }

    public void Save(BinaryWriter writer) => writer.Write(_best);

    public void Load(BinaryReader reader) => _best = reader.ReadDouble();

    /// <summary>Checks a callback's properties, which the exception names.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such metric, or the least difference is not finite or below 0.</exception>
    public static void Validate(
        MonitoredMetric metric,
        double minDelta,
        [CallerArgumentExpression(nameof(metric))] string? metricName = null,
        [CallerArgumentExpression(nameof(minDelta))] string? minDeltaName = null)
    {
        if (!Enum.IsDefined(metric))
        {
            throw new ArgumentOutOfRangeException(metricName, metric, "There is no such metric.");
        }

        if (!(minDelta >= 0 && double.IsFinite(minDelta)))
        {
            throw new ArgumentOutOfRangeException(minDeltaName, minDelta, "The least difference must be finite and 0 or more.");
        }
    }

    public static bool NeedsValidation(MonitoredMetric metric) => metric is not (MonitoredMetric.Loss or MonitoredMetric.Accuracy);

    /// <summary>Whether lower is better.</summary>
    public static bool IsLoss(MonitoredMetric metric) =>
        metric is MonitoredMetric.ValidationLoss or MonitoredMetric.ValidationTotalLoss or MonitoredMetric.Loss;

    public static double Value(MonitoredMetric metric, EpochResult epoch) => metric switch
    {
        MonitoredMetric.ValidationLoss => epoch.ValidationLoss!.Value,
        MonitoredMetric.ValidationAccuracy => epoch.ValidationAccuracy!.Value,
        MonitoredMetric.ValidationMacroAccuracy => epoch.ValidationMacroAccuracy!.Value,
        MonitoredMetric.Loss => epoch.Loss,

        // An epoch of a search's checkpoint may be of a version that did not measure it.
        MonitoredMetric.ValidationTotalLoss => epoch.ValidationTotalLoss ?? double.NaN,
        _ => epoch.Accuracy,
    };

    /// <summary>The metric in words of a checkpoint, which no renaming changes.</summary>
    public static string Describe(MonitoredMetric metric) => metric switch
    {
        MonitoredMetric.ValidationLoss => "validation loss",
        MonitoredMetric.ValidationAccuracy => "validation accuracy",
        MonitoredMetric.ValidationMacroAccuracy => "validation macro accuracy",
        MonitoredMetric.Loss => "loss",
        MonitoredMetric.ValidationTotalLoss => "validation total loss",
        _ => "accuracy",
    };
}
