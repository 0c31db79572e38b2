namespace Emnist.Recognition.Reading.Marks;

/// <summary>Marks of several strokes: percent, dollar, euro, pound. Measures are in heights of the line.</summary>
internal static class SignMarks
{
    /// <summary>What the ink is among these marks.</summary>
    public static IEnumerable<Mark> Read(MarkInk ink) => [];
}
