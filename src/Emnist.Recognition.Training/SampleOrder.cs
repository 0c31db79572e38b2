using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training;

/// <summary>Which samples an epoch takes, in which order; decided by a seed.</summary>
internal abstract class SampleOrder
{
    /// <summary>Writes the samples of the next epoch.</summary>
    public abstract void Next(Span<int> epoch);

    /// <summary>Every sample once an epoch, shuffled.</summary>
    public sealed class Shuffled(int count, int seed) : SampleOrder
    {
        private readonly IndexDeck _deck = new([.. Enumerable.Range(0, count)], new SplitMix64((uint)seed));

        public override void Next(Span<int> epoch)
        {
            foreach (ref int index in epoch)
            {
                index = _deck.Draw();
            }
        }
    }

    /// <summary>Every class equally often, and within a class every sample equally often.</summary>
    public sealed class ClassBalanced : SampleOrder
    {
        private readonly IndexDeck[] _classes;
        private readonly IndexDeck _turn;

        public ClassBalanced(ReadOnlySpan<int> labels, int seed)
        {
            var members = new SortedDictionary<int, List<int>>();
            for (int i = 0; i < labels.Length; i++)
            {
                if (!members.TryGetValue(labels[i], out List<int>? samples))
                {
                    members.Add(labels[i], samples = []);
                }

                samples.Add(i);
            }

            var seeds = new SplitMix64((uint)seed);
            _classes = [.. members.Values.Select(samples => new IndexDeck([.. samples], new SplitMix64(seeds.Next())))];
            _turn = new IndexDeck([.. Enumerable.Range(0, _classes.Length)], new SplitMix64(seeds.Next()));
        }

        public override void Next(Span<int> epoch)
        {
            foreach (ref int index in epoch)
            {
                index = _classes[_turn.Draw()].Draw();
            }
        }
    }

    /// <summary>Indices that are drawn one by one and shuffled anew when all were.</summary>
    private sealed class IndexDeck(int[] indices, SplitMix64 random)
    {
        private SplitMix64 _random = random;
        private int _next = indices.Length;

        public int Draw()
        {
            if (_next == indices.Length)
            {
                _random.Shuffle(indices);
                _next = 0;
            }

            return indices[_next++];
        }
    }
}
