using System.Globalization;
using System.Text;

namespace Emnist.Recognition.Training.Datasets.Csv;

/// <summary>What the columns of a CSV file of images are, as its first line and the options tell.</summary>
/// <param name="Separator">What stands between cells.</param>
/// <param name="HasHeader">Whether the first line is no row.</param>
/// <param name="HasRowNumbers">Whether a column stands before label and pixels.</param>
/// <param name="Labels">Where the label stands.</param>
/// <param name="IsGuess">Whether nothing tells that the label stands first but that it mostly does.</param>
internal readonly record struct CsvLayout(byte Separator, bool HasHeader, bool HasRowNumbers, CsvLabels Labels, bool IsGuess)
{
    /// <summary>Rows of consecutive numbers are the names of columns from so many on.</summary>
    private const int MinNumberedColumns = 16;

    private const string Advice = $"Say by {nameof(EmnistCsvOptions)}.{nameof(EmnistCsvOptions.Labels)} where the labels are.";

    private static readonly string[] LabelNames = ["label", "labels", "class", "target", "character", "letter", "digit", "y"];
    private static readonly string[] RowNumberNames = ["", "unnamed: 0", "index", "id"];

    public static CsvLayout Detect(CsvCells cells, ReadOnlySpan<byte> line, int pixels, EmnistCsvOptions options)
    {
        cells.Separator = FindSeparator(line, pixels);
        string[] row = Split(line, (char)cells.Separator);
        bool isNamed = IsNamed(cells, row, pixels);
        bool hasHeader = isNamed || IsNumbered(row) || IsMangled(row) || (row[0].Length == 0 && IsNumbered(row[1..]));
        bool numbered = options.HasRowNumbers || (hasHeader && RowNumberNames.Contains(row[0], StringComparer.OrdinalIgnoreCase));
        var layout = new CsvLayout(cells.Separator, hasHeader, numbered, options.Labels, IsGuess: false);
        if (options.Labels != CsvLabels.Detect)
        {
            return layout;
        }

        int first = numbered ? 1 : 0;
        if (isNamed)
        {
            return IsLabel(row[Math.Min(first, row.Length - 1)])
                ? layout with { Labels = CsvLabels.First }
                : IsLabel(row[^1]) ? layout with { Labels = CsvLabels.Last } : throw NoLabel(cells, row);
        }

        if (row.Length - first == pixels)
        {
            throw NoLabel(cells, row);
        }

        bool endsInName = row.Length - first == pixels + 1 && cells.ToNumber(Encoding.UTF8.GetBytes(row[^1])) is null;
        return endsInName
            ? layout with { Labels = CsvLabels.Last }
            : layout with { Labels = CsvLabels.First, IsGuess = true };
    }

    private static bool IsLabel(string name) => LabelNames.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static DatasetFormatException NoLabel(CsvCells cells, string[] row)
    {
        string names = string.Join(", ", row.Take(3).Select(static name => CsvCells.Quote(Encoding.UTF8.GetBytes(name))));
        return cells.Fault("a label beside the pixels, first or last", $"{row.Length} columns, {names}...", Advice);
    }

    /// <summary>
    /// The one by which the line has as many cells as a row, or else the one that is there most often; blanks, where there is no other.
    /// </summary>
    private static byte FindSeparator(ReadOnlySpan<byte> line, int pixels)
    {
        ReadOnlySpan<byte> candidates = ",;\t|"u8;
        byte best = (byte)',';
        int most = 0;
        foreach (byte candidate in candidates)
        {
            int count = line.Count(candidate);
            if (count >= pixels - 1 && count <= pixels + 1)
            {
                return candidate;
            }

            (best, most) = count > most ? (candidate, count) : (best, most);
        }

        return most == 0 && line.Trim((byte)' ').Contains((byte)' ') ? (byte)' ' : best;
    }

    private static string[] Split(ReadOnlySpan<byte> line, char separator)
    {
        StringSplitOptions empty = separator == ' ' ? StringSplitOptions.RemoveEmptyEntries : StringSplitOptions.None;
        return [.. Encoding.UTF8.GetString(line).Split(separator, empty).Select(static cell => cell.Trim(' ').Trim('"').Trim(' '))];
    }

    /// <summary>Whether cells are names: most of them, or one that is 'label' beside numbers in a row.</summary>
    private static bool IsNamed(CsvCells cells, string[] row, int pixels)
    {
        if (IsLabel(row[0]) && row[0].Length > 1)
        {
            return true;
        }

        int names = row.Count(cell => cell.Length > 0 && cells.ToNumber(Encoding.UTF8.GetBytes(cell)) is null);
        return names > Math.Max(1, Math.Min(row.Length, pixels) / 2)
            || (names > 0 && IsNumbered([.. row.Where(static cell => !IsLabel(cell) && cell.Length > 0)]));
    }

    /// <summary>Whether cells are 0, 1, 2 and so on, or 1, 2, 3: the columns' names of a table that had none.</summary>
    private static bool IsNumbered(string[] row)
    {
        if (row.Length < MinNumberedColumns || !TryParse(row[0], out int first) || first is not (0 or 1))
        {
            return false;
        }

        for (int i = 1; i < row.Length; i++)
        {
            if (!TryParse(row[i], out int number) || number != first + i)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether cells are the names that pandas makes of a row of numbers which it took for a header: each repetition of 0 gets a number
    /// behind it, 0, 0.1, 0.2 and so on.
    /// </summary>
    private static bool IsMangled(string[] row)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        int repeated = 0;
        foreach (string cell in row)
        {
            int point = cell.IndexOf('.', StringComparison.Ordinal);
            string number = point < 0 ? cell : cell[..point];
            int times = seen.GetValueOrDefault(number);
            string expected = times == 0 ? number : FormattableString.Invariant($"{number}.{times}");
            if (cell != expected || !TryParse(number, out _))
            {
                return false;
            }

            seen[number] = times + 1;
            repeated += times > 0 ? 1 : 0;
        }

        return repeated > 1;
    }

    private static bool TryParse(string cell, out int number) =>
        int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
