using Emnist.Recognition.Imaging.Normalization;

namespace Emnist.Recognition.Imaging.Segmentation;

/// <summary>Where a picture's characters may be.</summary>
/// <param name="Map">The ink, with touching pieces cut.</param>
/// <param name="Factor">Pixels of the picture to one of <paramref name="Map"/>, along a side.</param>
/// <param name="CharacterHeight">How tall characters are, roughly.</param>
/// <param name="Lines">The lines from the top, each with its atoms from the left.</param>
internal sealed record TextLayout(InkMap Map, int Factor, int CharacterHeight, IReadOnlyList<IReadOnlyList<InkAtom>> Lines);
