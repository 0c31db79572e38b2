using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Search;

/// <summary>Draws the values of a search's trials.</summary>
internal static class TrialDraw
{
    private const int MaxTrials = 100_000;

    /// <summary>How often in a row a trial may turn out to be there already before there are taken to be no more.</summary>
    private const int MaxRepeats = 1_000;

    /// <summary>Every combination, the last hyperparameter changing fastest.</summary>
    public static IReadOnlyList<TrialValues> Grid(IReadOnlyList<Hyperparameter> space)
    {
        IEnumerable<KeyValuePair<string, string>[]> combinations = [[]];
        Int128 count = 1;
        foreach (Hyperparameter parameter in space)
        {
            IReadOnlyList<string> values = parameter.Values
                ?? throw new ArgumentException(
                    $"'{parameter.Name}' is a range, of which a grid cannot try every value: give choices, or a number of trials.",
                    nameof(space));
            count *= values.Count;
            combinations = combinations.SelectMany(
                before => values.Select(value => (KeyValuePair<string, string>[])[.. before, new(parameter.Name, value)]));
        }

        return count <= MaxTrials
            ? [.. combinations.Select(static values => new TrialValues(values))]
            : throw new ArgumentException(
                $"The grid has {count} trials, more than {MaxTrials}: give fewer values, or a number of random trials.", nameof(space));
    }

    /// <summary>So many trials at random, no two alike; fewer where there are no more.</summary>
    public static IReadOnlyList<TrialValues> Random(IReadOnlyList<Hyperparameter> space, int trials, int seed)
    {
        var random = new SplitMix64((uint)seed);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var drawn = new List<TrialValues>();
        int repeats = 0;
        while (drawn.Count < trials && repeats < MaxRepeats)
        {
            var values = new KeyValuePair<string, string>[space.Count];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = new(space[i].Name, space[i].Draw(ref random));
            }

            var trial = new TrialValues(values);
            bool isNew = seen.Add(trial.ToString());
            repeats = isNew ? 0 : repeats + 1;
            if (isNew)
            {
                drawn.Add(trial);
            }
        }

        return drawn;
    }
}
