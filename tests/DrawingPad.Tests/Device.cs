namespace DrawingPad.Tests;

/// <summary>What the page is seen on.</summary>
public enum Device
{
    /// <summary>A window with a mouse.</summary>
    Desktop,

    /// <summary>A small screen under a finger.</summary>
    Phone,
}
