namespace Emnist.Recognition.Keras;

/// <summary>Weights as a file holds them: finite numbers, the last side fastest.</summary>
/// <param name="Name">The path in the file.</param>
/// <param name="Sides">The sizes.</param>
/// <param name="Values">As many as the sides' product.</param>
internal sealed record Tensor(string Name, int[] Sides, float[] Values)
{
    /// <summary>The same numbers with the sides in another order: the result's side i is <c>axes[i]</c> here.</summary>
    public Tensor Permute(params ReadOnlySpan<int> axes)
    {
        int[] sides = new int[axes.Length];
        int[] steps = new int[axes.Length];
        for (int i = 0; i < axes.Length; i++)
        {
            sides[i] = Sides[axes[i]];
            steps[i] = Sides.Skip(axes[i] + 1).Aggregate(1, static (product, side) => product * side);
        }

        float[] values = new float[Values.Length];
        int[] place = new int[axes.Length];
        int from = 0;
        for (int to = 0; to < values.Length; to++)
        {
            values[to] = Values[from];
            for (int axis = axes.Length - 1; axis >= 0; axis--)
            {
                from += steps[axis];
                if (++place[axis] < sides[axis])
                {
                    break;
                }

                from -= steps[axis] * sides[axis];
                place[axis] = 0;
            }
        }

        return new Tensor(Name, sides, values);
    }

    /// <summary>The rows, which the first side counts, in another order: row i of the result is row <c>rows[i]</c> here.</summary>
    public Tensor TakeRows(int[] rows)
    {
        int width = Values.Length / Sides[0];
        float[] values = new float[Values.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            Values.AsSpan(rows[i] * width, width).CopyTo(values.AsSpan(i * width));
        }

        return this with { Values = values };
    }

    /// <summary>A kernel [height, width, ...] turned by half a circle.</summary>
    public Tensor TurnKernel()
    {
        int taps = Sides[0] * Sides[1];
        Tensor rows = this with { Sides = [taps, Values.Length / taps] };
        return rows.TakeRows([.. Enumerable.Range(0, taps).Reverse()]) with { Sides = Sides };
    }

    public override string ToString() => $"{Name} [{string.Join(", ", Sides)}]";
}
