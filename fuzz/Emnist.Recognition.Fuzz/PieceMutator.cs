using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Fuzz;

/// <summary>Damages the parts that a file is made of, or their order: whoever joins them again makes lengths and sums right.</summary>
internal static class PieceMutator
{
    private const int MaxCount = 4096;

    /// <summary>Changes one thing.</summary>
    /// <param name="pieces">The parts of a file.</param>
    /// <param name="others">The parts of another.</param>
    /// <param name="head">Bytes at each part's start that say what it is: they are seldom changed, for all behind would go unread.</param>
    /// <param name="random">Where every choice comes from.</param>
    public static void Mutate(List<byte[]> pieces, List<byte[]> others, int head, ref SplitMix64 random)
    {
        if (pieces.Count == 0)
        {
            pieces.AddRange(others);
            return;
        }

        int at = random.Next(pieces.Count);
        switch (random.Next(16))
        {
            case 0:
                pieces.RemoveAt(at);
                break;
            case 1 when pieces.Count < MaxCount:
                pieces.Insert(random.Next(pieces.Count + 1), pieces[at]);
                break;
            case 2:
                int with = random.Next(pieces.Count);
                (pieces[at], pieces[with]) = (pieces[with], pieces[at]);
                break;
            case 3 when others.Count > 0 && pieces.Count < MaxCount:
                pieces.Insert(at, others[random.Next(others.Count)]);
                break;
            case 4 when others.Count > 0:
                pieces[at] = others[random.Next(others.Count)];
                break;
            default:
                pieces[at] = MutateBody(pieces[at], pieces[random.Next(pieces.Count)], random.Next(16) == 0 ? 0 : head, ref random);
                break;
        }
    }

    private static byte[] MutateBody(byte[] piece, byte[] other, int head, ref SplitMix64 random)
    {
        if (piece.Length <= head)
        {
            return piece;
        }

        return [.. piece.AsSpan(0, head), .. ByteMutator.Instance.Mutate(piece[head..], other, ref random)];
    }
}
