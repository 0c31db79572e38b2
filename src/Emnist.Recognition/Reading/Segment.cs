using Emnist.Recognition.Imaging.Normalization;

namespace Emnist.Recognition;

/// <summary>Neighbouring atoms of a line, taken for one character.</summary>
/// <param name="First">The first atom.</param>
/// <param name="Count">How many.</param>
/// <param name="Box">The box around them.</param>
internal readonly record struct InkSpan(int First, int Count, PixelBox Box);
