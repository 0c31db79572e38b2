using System.Text;
using Emnist.Recognition.Training.Datasets.Csv;

namespace Emnist.Recognition.Training.Datasets.Folders;

/// <summary>Reads <c>labels.csv</c>; every fault names its line.</summary>
internal static class LabelsTable
{
    public const string FileName = "labels.csv";

    private const string Advice = "The first line names the columns, two of which are 'file' and 'label'.";

    // With a preamble, the byte-order mark is skipped; without detection, it changes nothing else.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    public static IReadOnlyList<LabeledFile> Read(string path)
    {
        using FileStream file = DatasetFile.Open(path);
        return Read(file, path);
    }

    /// <param name="stream">The table.</param>
    /// <param name="path">The file that it is, or stands for: its folder is the pictures'.</param>
    public static IReadOnlyList<LabeledFile> Read(Stream stream, string path)
    {
        using var reader = new StreamReader(stream, Utf8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        using IEnumerator<(int Line, string[] Fields)> records = new CsvTable(reader, path).Records().GetEnumerator();
        string[] header = records.MoveNext() ? records.Current.Fields : [];
        int fileColumn = Column(header, "file", path);
        int labelColumn = Column(header, "label", path);
        int minFields = Math.Max(fileColumn, labelColumn) + 1;
        string root = Path.GetFullPath(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var files = new List<LabeledFile>();
        while (records.MoveNext())
        {
            (int line, string[] fields) = records.Current;
            string place = $"line {line}";
            if (fields.Length < minFields)
            {
                throw Fault(path, place, $"at least {minFields} fields", $"{fields.Length}");
            }

            string file = FileBelow(root, fields[fileColumn])
                ?? throw Fault(path, place, "a file below the folder", $"'{fields[fileColumn]}'");
            string label = fields[labelColumn];
            if (label.Length == 0)
            {
                throw Fault(path, place, "a label", "none");
            }

            if (!lines.TryAdd(file, line))
            {
                throw Fault(path, place, "each file once", $"'{file}' of line {lines[file]} again");
            }

            files.Add(new LabeledFile(file, label));
        }

        return files;
    }

    private static int Column(string[] header, string name, string path)
    {
        int column = Array.FindIndex(header, field => field.Equals(name, StringComparison.OrdinalIgnoreCase));
        return column >= 0 ? column : throw Fault(path, "line 1", $"a column '{name}'", $"'{string.Join(',', header)}'");
    }

    /// <summary>The path relative to the folder, without detours; null where it leads elsewhere.</summary>
    private static string? FileBelow(string root, string file)
    {
        if (file.Length == 0 || file.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        string full = Path.GetFullPath(Path.Combine(root, file.Replace('\\', '/')));
        string start = Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar;
        return full.StartsWith(start, StringComparison.Ordinal) && full.Length > start.Length
            ? full[start.Length..].Replace('\\', '/')
            : null;
    }

    private static DatasetFormatException Fault(string path, string place, string expected, string actual) =>
        DatasetFormatException.Create(path, place, expected, actual, Advice);
}
