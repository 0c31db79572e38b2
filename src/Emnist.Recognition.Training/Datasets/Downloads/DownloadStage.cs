namespace Emnist.Recognition.Training.Datasets;

/// <summary>What is being done with a file of a data set.</summary>
public enum DownloadStage
{
    /// <summary>Another thread or process is downloading to the folder, and is waited for.</summary>
    Waiting,

    /// <summary>The file is being received.</summary>
    Downloading,

    /// <summary>Its SHA-256 is being computed.</summary>
    Verifying,

    /// <summary>The files in it are being written.</summary>
    Unpacking,
}
