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
            ["Layer (type)", "Output shape", "Parameters"],
            .. network.Layers.Select(static layer => new[]
            {
                $"{layer.Name} ({layer.Kind})", layer.OutputShape.ToString(), Number(layer.ParameterCount),
            }),
        ];
        int[] widths = [.. Enumerable.Range(0, 3).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        for (int i = 0; i < rows.Length; i++)
        {
            string[] row = rows[i];
            text.AppendLine(CultureInfo.InvariantCulture, $"{row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadLeft(widths[2])}");
            if (i == 0 || i == rows.Length - 1)
            {
                text.AppendLine(new string(i == 0 ? '=' : '-', widths.Sum() + 4));
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
