using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training.Reporting;

/// <summary>An image that was taken for another class, to be shown.</summary>
/// <param name="Mistake">What it was taken for, and how surely.</param>
/// <param name="Size">Its width and height.</param>
/// <param name="Pixels">[height, width] in row-major order, 0 = background, 255 = ink.</param>
public sealed record MistakeImage(Mistake Mistake, ImageSize Size, ReadOnlyMemory<byte> Pixels);
