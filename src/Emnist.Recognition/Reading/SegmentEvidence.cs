using Emnist.Recognition.Imaging;
using Emnist.Recognition.Reading.Marks;

namespace Emnist.Recognition.Reading;

/// <summary>What network and shapes say of a line's segments, each by itself.</summary>
/// <param name="atomCount">The number of the line's atoms.</param>
/// <param name="segments">The segments, by their first atoms.</param>
/// <param name="probabilities">[segments, classes]: within the characters that can occur.</param>
/// <param name="marks">[segments]: the marks that each may be.</param>
/// <param name="images">[segments, 28, 28]: what the network saw.</param>
internal sealed class SegmentEvidence(
    int atomCount,
    IReadOnlyList<Segment> segments,
    ReadOnlyMemory<float> probabilities,
    ReadOnlyMemory<IReadOnlyList<Mark>> marks,
    ReadOnlyMemory<byte> images)
{
    private const int ImageLength = CharacterNormalizer.Size * CharacterNormalizer.Size;

    private readonly int _classCount = segments.Count == 0 ? 0 : probabilities.Length / segments.Count;

    /// <summary>The number of the line's atoms.</summary>
    public int AtomCount => atomCount;

    /// <summary>The segments, by their first atoms.</summary>
    public IReadOnlyList<Segment> Segments => segments;

    /// <summary>[classes]: the probabilities of a segment within the characters that can occur.</summary>
    public ReadOnlySpan<float> Probabilities(int segment) => probabilities.Span.Slice(segment * _classCount, _classCount);

    /// <summary>The marks that a segment may be.</summary>
    public IReadOnlyList<Mark> Marks(int segment) => marks.Span[segment];

    /// <summary>[28, 28]: what the network saw of a segment.</summary>
    public ReadOnlySpan<byte> Image(int segment) => images.Span.Slice(segment * ImageLength, ImageLength);
}
