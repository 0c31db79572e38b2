using Emnist.Recognition.Numerics;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training;

/// <summary>
/// Puts <see cref="NonCharacters"/> in the place of a share of a training's images, in pieces of work with an own canvas each.
/// </summary>
internal sealed class CompositionOfPieces
{
    /// <summary>What stands for the place of a sample in whose stead something was composed.</summary>
    public const int NoSample = -1;

    private readonly double _share;
    private readonly ulong _seed;
    private readonly NonCharacters[] _pieces;

    /// <param name="augmentation">The share, and how characters are framed.</param>
    /// <param name="images">The training images, with a class for what is no character.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="pieces">How many pieces of work there are at once.</param>
    /// <param name="seed">The training's seed.</param>
    public CompositionOfPieces(Augmentation augmentation, LabeledImages images, int[] labels, int pieces, int seed)
    {
        Label = images.ClassNames.ToList().IndexOf(OnnxModel.NonCharacter);
        _share = augmentation.NonCharacters;

        // Another sequence than the augmenters', which take that of the first number.
        _seed = SplitMix64.At((uint)seed, 1);
        int[][] members = NonCharacters.MembersOf(labels, images.ClassNames.Count, Label);
        _pieces = [.. Enumerable.Range(0, pieces).Select(_ => new NonCharacters(augmentation, images, members))];
    }

    /// <summary>The class of what is composed.</summary>
    public int Label { get; }

    /// <summary>Composes an image, if that is the turn of its number.</summary>
    /// <param name="piece">The piece of work.</param>
    /// <param name="number">The image's number in the training, on which and the seed alone all depends.</param>
    /// <param name="augmenter">Changes what was composed as it does images.</param>
    /// <param name="destination">[28, 28], written where an image was composed.</param>
    /// <returns>Whether it was.</returns>
    public bool TryCompose(int piece, ulong number, ImageAugmenter augmenter, Span<byte> destination)
    {
        var random = new SplitMix64(SplitMix64.At(_seed, number));
        if (random.NextDouble() >= _share)
        {
            return false;
        }

        _pieces[piece].Compose(ref random, destination);
        augmenter.Change(destination, ref random, destination);
        return true;
    }
}
