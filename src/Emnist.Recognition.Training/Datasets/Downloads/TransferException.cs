namespace Emnist.Recognition.Training.Datasets.Downloads;

/// <summary>An address did not give what it should.</summary>
/// <param name="reason">Why, as a part of a sentence.</param>
/// <param name="mayPass">Whether asking again may help.</param>
/// <param name="cause">The failure below, if any.</param>
internal sealed class TransferException(string reason, bool mayPass, Exception? cause = null) : Exception(reason, cause)
{
    public bool MayPass => mayPass;
}
