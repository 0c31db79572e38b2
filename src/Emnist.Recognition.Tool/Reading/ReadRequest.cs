namespace Emnist.Recognition.Tool.Reading;

/// <summary>What <c>emnist read</c> is asked for.</summary>
/// <param name="Pictures">The pictures, in order; they are looked for as they are taken.</param>
/// <param name="OnlyFile">The picture where there is but one, and it is a file; else null.</param>
/// <param name="Reader">What reads them.</param>
/// <param name="Writer">What the answers go to.</param>
internal sealed record ReadRequest(IEnumerable<PictureName> Pictures, PictureName? OnlyFile, PictureReader Reader, IAnswerWriter Writer);
