namespace Emnist.Recognition;

/// <summary>What a drawn character stands on.</summary>
internal enum Ground
{
    /// <summary>White paper, even.</summary>
    Plain,

    /// <summary>The same with noise.</summary>
    Noisy,

    /// <summary>Light ink on a dark ground.</summary>
    Dark,

    /// <summary>Paper of which half lies in a shadow.</summary>
    Shadow,

    /// <summary>Light ink on squared paper that gets darker from the left to the right.</summary>
    Odd,

    /// <summary>Photographed paper: lit from a side, with a grain.</summary>
    Photo,
}
