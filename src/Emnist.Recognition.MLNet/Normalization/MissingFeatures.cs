namespace Emnist.Recognition.MLNet.Normalization;

/// <summary>
/// The feature of a row without a character: NaN, and which of the many tells why, so that the reason goes wherever the features
/// do, whatever becomes of the <c>Status</c> column beside them. Data that is saved has these bits.
/// </summary>
internal static class MissingFeatures
{
    /// <summary>NaN where there is no picture.</summary>
    public const float Unreadable = float.NaN;

    /// <summary>NaN of a picture that shows no character.</summary>
    public static float Of(PredictionStatus status) =>
        BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(Unreadable) | (int)status);

    /// <summary>Why a feature is NaN; null where there is no picture, and for any NaN that is not of <see cref="Of"/>.</summary>
    public static PredictionStatus? StatusOf(float feature)
    {
        int reason = BitConverter.SingleToInt32Bits(feature) ^ BitConverter.SingleToInt32Bits(Unreadable);
        return reason > 0 && Enum.IsDefined((PredictionStatus)reason) ? (PredictionStatus)reason : null;
    }
}
