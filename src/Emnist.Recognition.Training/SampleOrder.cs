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

    /// <summary>
    /// Classes in given shares, and within a class every sample equally often. The shares hold for each epoch to within one sample a
    /// class: they are taken off an even grid (systematic sampling), whose offset the seed decides.
    /// </summary>
    public sealed class Shared : SampleOrder
    {
        private readonly IndexDeck[] _classes;

        /// <summary>[classes]: the share of each class and those before it; the last is 1.</summary>
        private readonly double[] _cumulative;
        private SplitMix64 _random;

        /// <param name="labels">The class of each sample.</param>
        /// <param name="shares">
        /// [classes], finite and 0 or more. The share of a class without samples goes to the others, of which one has a share above 0.
        /// </param>
        /// <param name="seed">The seed.</param>
        public Shared(ReadOnlySpan<int> labels, IReadOnlyList<float> shares, int seed)
        {
            List<int>[] members = [.. shares.Select(static _ => new List<int>())];
            for (int i = 0; i < labels.Length; i++)
            {
                members[labels[i]].Add(i);
            }

            _random = new SplitMix64((uint)seed);
            ulong decks = _random.Next();
            _classes = [.. members.Select((samples, c) => new IndexDeck([.. samples], new SplitMix64(SplitMix64.At(decks, (ulong)c))))];
            double total = members.Select((samples, c) => samples.Count == 0 ? 0.0 : shares[c]).Sum();
            double sum = 0;
            _cumulative = [.. members.Select((samples, c) => (sum += samples.Count == 0 ? 0.0 : shares[c]) / total)];
        }

        public override void Next(Span<int> epoch)
        {
            double offset = _random.NextDouble();
            for (int i = 0, c = 0; i < epoch.Length; i++)
            {
                double place = (i + offset) / epoch.Length;
                while (place >= _cumulative[c])
                {
                    c++;
                }

                epoch[i] = c;
            }

            _random.Shuffle(epoch);
            foreach (ref int index in epoch)
            {
                index = _classes[index].Draw();
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
