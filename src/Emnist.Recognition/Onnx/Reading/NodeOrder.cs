using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>The nodes that a graph's output comes of, each after those whose outputs it takes; else as they lie in the file.</summary>
internal static class NodeOrder
{
    /// <param name="nodes">The graph's nodes.</param>
    /// <param name="output">The graph's output.</param>
    /// <exception cref="ModelFormatException">A node takes, over others, what it makes itself.</exception>
    public static IReadOnlyList<NodeProto> Sort(IReadOnlyList<NodeProto> nodes, string output)
    {
        var makers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < nodes.Count; i++)
        {
            foreach (string name in nodes[i].Outputs.Where(static name => name.Length > 0))
            {
                makers[name] = i;
            }
        }

        List<int> needed = Reach(nodes, makers, output);
        int[] missing = new int[nodes.Count];
        List<int>[] takers = [.. nodes.Select(static _ => new List<int>())];
        foreach (int node in needed)
        {
            foreach (int maker in Makers(nodes[node], makers))
            {
                takers[maker].Add(node);
                missing[node]++;
            }
        }

        // The nodes that miss nothing, the first in the file last.
        List<int> ready = needed.FindAll(node => missing[node] == 0);
        ready.Sort();
        ready.Reverse();
        var sorted = new List<NodeProto>(needed.Count);
        while (ready.Count > 0)
        {
            int node = ready[^1];
            ready.RemoveAt(ready.Count - 1);
            sorted.Add(nodes[node]);
            foreach (int taker in takers[node])
            {
                if (--missing[taker] == 0)
                {
                    ready.Insert(ready.FindLastIndex(other => other > taker) + 1, taker);
                }
            }
        }

        return sorted.Count == needed.Count ? sorted : throw Fault(nodes, makers, needed.Find(node => missing[node] > 0), missing);
    }

    /// <summary>The nodes that the output comes of, that which makes it first.</summary>
    private static List<int> Reach(IReadOnlyList<NodeProto> nodes, Dictionary<string, int> makers, string output)
    {
        List<int> reached = makers.TryGetValue(output, out int last) ? [last] : [];
        bool[] isReached = new bool[nodes.Count];
        for (int i = 0; i < reached.Count; i++)
        {
            isReached[reached[i]] = true;
            foreach (int maker in Makers(nodes[reached[i]], makers))
            {
                if (!isReached[maker])
                {
                    isReached[maker] = true;
                    reached.Add(maker);
                }
            }
        }

        return reached;
    }

    private static IEnumerable<int> Makers(NodeProto node, Dictionary<string, int> makers)
    {
        foreach (string input in node.Inputs)
        {
            if (makers.TryGetValue(input, out int maker))
            {
                yield return maker;
            }
        }
    }

    /// <summary>Goes from a node that waits to one that it waits for, until it comes to one a second time: that is in the circle.</summary>
    private static ModelFormatException Fault(
        IReadOnlyList<NodeProto> nodes, Dictionary<string, int> makers, int waiting, int[] missing)
    {
        HashSet<int> met = [];
        while (met.Add(waiting))
        {
            waiting = Makers(nodes[waiting], makers).First(maker => missing[maker] > 0);
        }

        return new NodeArguments(nodes[waiting], new Dictionary<string, GraphValue>(), 0)
            .Fault("takes what it makes itself: the nodes are a circle");
    }
}
