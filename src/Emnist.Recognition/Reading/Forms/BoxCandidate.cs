namespace Emnist.Recognition.Reading.Forms;

/// <summary>A box with walls on all four sides, which may be one of a row.</summary>
/// <param name="Box">The box.</param>
/// <param name="Top">The line along its upper wall.</param>
/// <param name="Bottom">The line along its lower wall.</param>
/// <param name="IsWhole">Whether both side walls go through all of it: else one may be a stroke in a wider box.</param>
internal readonly record struct BoxCandidate(FormBox Box, TracedLine Top, TracedLine Bottom, bool IsWhole);
