namespace Emnist.Recognition.Training.Datasets;

/// <summary>Where the label stands in a row of a CSV file of images.</summary>
public enum CsvLabels
{
    /// <summary>
    /// Where the header line has it (<c>label</c>, <c>class</c>, <c>target</c>, <c>character</c>, <c>letter</c>, <c>digit</c>,
    /// <c>y</c>); without names, where a letter stands, or else first. What is not plain is refused.
    /// </summary>
    Detect,

    /// <summary>Before the pixels, and after the row's number where there is one.</summary>
    First,

    /// <summary>After the pixels.</summary>
    Last,

    /// <summary>Nowhere: all images get one class, <c>unlabelled</c>.</summary>
    None,
}
