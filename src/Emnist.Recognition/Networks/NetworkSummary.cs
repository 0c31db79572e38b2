using System.Globalization;
using System.Text;

namespace Emnist.Recognition.Networks;

/// <summary>Prints a network as Keras's <c>summary()</c> does.</summary>
internal static class NetworkSummary
{
    public static string Format(Network network)
    {
        string[][] rows =
        [
            ["Layer (type)", "Output shape", "Parameters", "Connected to"],
            .. network.Layers.Select(static layer => new[]
            {
                $"{layer.Name} ({layer.Kind})", layer.OutputShape.ToString(), Number(layer.ParameterCount), string.Join(", ", layer.Inputs),
            }),
        ];

        // A chain tells by its order what is connected to what.
        int columns = network.Layers.All(static layer => layer.FollowsThePrevious) ? 3 : 4;
        int[] widths = [.. Enumerable.Range(0, columns).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        for (int i = 0; i < rows.Length; i++)
        {
            string[] row = rows[i];
            text.AppendJoin("  ", row[0].PadRight(widths[0]), row[1].PadRight(widths[1]), row[2].PadLeft(widths[2]));
            text.AppendLine(columns == 3 ? "" : $"  {row[3]}");
            if (i == 0 || i == rows.Length - 1)
            {
                text.AppendLine(new string(i == 0 ? '=' : '-', widths.Sum() + (2 * (columns - 1))));
            }
        }

        int trainable = network.Parameters
            .Where(static parameter => parameter.IsTrainable)
            .Sum(static parameter => parameter.Values.Length);
        text.AppendLine(CultureInfo.InvariantCulture, $"Total parameters: {Number(network.ParameterCount)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"Trainable parameters: {Number(trainable)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"Non-trainable parameters: {Number(network.ParameterCount - trainable)}");
        return text.ToString();
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
