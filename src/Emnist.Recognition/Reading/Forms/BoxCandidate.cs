namespace Emnist.Recognition.Reading.Forms;

/// <summary>A box that may be one of a row, with walls on all four sides or open at the top.</summary>
/// <param name="Box">The box.</param>
/// <param name="Top">The line along its upper wall; null where it is open.</param>
/// <param name="Bottom">The line along its lower wall.</param>
/// <param name="IsWhole">Whether both side walls go through all of it: else one may be a stroke in a wider box.</param>
internal readonly record struct BoxCandidate(FormBox Box, TracedLine? Top, TracedLine Bottom, bool IsWhole);
