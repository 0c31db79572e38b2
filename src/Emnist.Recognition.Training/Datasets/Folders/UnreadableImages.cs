namespace Emnist.Recognition.Training.Datasets;

/// <summary>What becomes of pictures that cannot be read, or in which there is nothing to see.</summary>
public enum UnreadableImages
{
    /// <summary>The first of them is refused, by an exception that names it.</summary>
    Throw,

    /// <summary>They are left out, and the result names them.</summary>
    Skip,
}
