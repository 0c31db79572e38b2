namespace Emnist.Recognition.Imaging;

/// <summary>What a stage of normalisation made of a picture: see <see cref="CharacterNormalizer.Trace(GrayImage)"/>. Immutable.</summary>
/// <param name="Name">
/// <c>picture</c>, <c>contrast</c>, <c>coverage</c>, <c>character</c> or <c>normalized</c>. Later versions may have further stages.
/// </param>
/// <param name="Image">
/// The picture after it: <c>normalized</c> is 28 x 28, the others are as large as the picture, or a whole fraction of it.
/// </param>
public sealed record NormalizationStage(string Name, GrayImage Image);
