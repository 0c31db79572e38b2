namespace Emnist.Recognition.Reading.Marks;

/// <summary>A part of a sign's rows or columns.</summary>
/// <param name="From">Where it starts, as a part of all.</param>
/// <param name="To">Where it ends.</param>
internal readonly record struct Zone(double From, double To)
{
    /// <summary>The places that belong to it, one at least.</summary>
    public IEnumerable<int> Of(int count)
    {
        int first = Math.Min(count - 1, (int)(From * count));
        return Enumerable.Range(first, Math.Max(1, (int)(To * count) - first));
    }

    /// <summary>The part of its places of which something holds.</summary>
    public double Share(int count, Func<int, bool> holds)
    {
        (int all, int held) = (0, 0);
        foreach (int place in Of(count))
        {
            (all, held) = (all + 1, holds(place) ? held + 1 : held);
        }

        return held / (double)all;
    }
}
