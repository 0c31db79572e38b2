namespace Emnist.Recognition.MLNet;

/// <summary>What becomes of a row whose picture cannot be read or shows no character.</summary>
public enum RowsWithoutCharacter
{
    /// <summary>
    /// The row stays: <c>Status</c> tells why, and every feature is NaN, so that no stage takes it for a character. ML.NET's
    /// <c>FilterRowsByMissingValues</c> takes such rows out.
    /// </summary>
    Report,

    /// <summary>Reading the row throws an <see cref="InvalidOperationException"/> that says why.</summary>
    Throw,
}
