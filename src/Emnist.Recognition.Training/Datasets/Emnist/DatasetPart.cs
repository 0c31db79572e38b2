namespace Emnist.Recognition.Training.Datasets;

/// <summary>The two parts in which a data set is published.</summary>
public enum DatasetPart
{
    /// <summary>The images to train on, and to choose by.</summary>
    Train,

    /// <summary>The images to report a result on.</summary>
    Test,
}
