namespace Emnist.Recognition;

/// <summary>Whether a prediction is one.</summary>
public enum PredictionStatus
{
    /// <summary>The picture showed ink, and the network named it.</summary>
    Recognized,

    /// <summary>Nothing in the picture stood out from its ground, or only specks did: there is no character to name.</summary>
    Blank,
}
