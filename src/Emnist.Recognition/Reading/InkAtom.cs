using Emnist.Recognition.Imaging.Normalization;

namespace Emnist.Recognition.Imaging.Segmentation;

/// <summary>Ink that is never divided between two characters: at most a character, perhaps a part of one.</summary>
/// <param name="Box">The box around it.</param>
/// <param name="Labels">Its pieces in the <see cref="InkMap"/>.</param>
/// <param name="IsCut">Whether it hung together with the atom before it until it was cut off.</param>
/// <param name="CharacterHeight">How tall characters are about there.</param>
internal sealed record InkAtom(PixelBox Box, IReadOnlyList<int> Labels, bool IsCut, int CharacterHeight);
