using System.Globalization;
using System.Text.Json;
using Emnist.Recognition.IO;

namespace Emnist.Recognition.Tool.Reading;

/// <summary>
/// Reads the places of a form's fields: a CSV file with <c>x,y,width,height</c> a line, or a JSON array of objects with these members.
/// </summary>
internal static class FieldList
{
    private const int MaxBytes = 4 << 20;
    private const int Numbers = 4;

    /// <exception cref="ToolException">The file is none of these; the message says where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<PixelRectangle> Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw ToolException.Usage($"--fields: '{path}' is a folder; name the file that has the places.");
        }

        if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
        {
            throw ToolException.Usage($"--fields: '{path}' has more than {MaxBytes} bytes.");
        }

        byte[] file = File.ReadAllBytes(path);
        try
        {
            using var reader = new StreamReader(new MemoryStream(file));
            return Read(path, reader.ReadToEnd());
        }
        catch (ToolException) when (FileKind.Of(file) is { } kind)
        {
            throw ToolException.Usage($"--fields: '{path}' is {kind.Name}; name the file that has the places.");
        }
    }

    private static List<PixelRectangle> Read(string path, string text)
    {
        List<PixelRectangle> fields = text.AsSpan().TrimStart().StartsWith("[") ? ReadJson(path, text) : [.. ReadCsv(path, text)];
        return fields.Count > 0 ? fields : throw ToolException.Usage($"--fields: '{path}' has no field.");
    }

    private static IEnumerable<PixelRectangle> ReadCsv(string path, string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string[] cells = lines[i].Split([',', ';', '\t'], StringSplitOptions.TrimEntries);
            int[] numbers = [.. cells.Select(static cell => int.TryParse(cell, CultureInfo.InvariantCulture, out int number) ? number : (int?)null).OfType<int>()];
            bool isHeader = i == 0 && numbers.Length == 0;
            if (lines[i].Trim().Length == 0 || isHeader)
            {
                continue;
            }

            yield return cells.Length == Numbers && numbers is [var x, var y, var width, var height]
                ? new PixelRectangle(x, y, width, height)
                : throw ToolException.Usage($"--fields: line {i + 1} of '{path}' is not x,y,width,height in whole numbers: '{lines[i]}'.");
        }
    }

    private static List<PixelRectangle> ReadJson(string path, string text)
    {
        List<PixelRectangle> fields = [];
        try
        {
            using var document = JsonDocument.Parse(text);
            foreach (JsonElement item in document.RootElement.EnumerateArray())
            {
                fields.Add(new PixelRectangle(Number(item, "x"), Number(item, "y"), Number(item, "width"), Number(item, "height")));
            }

            return fields;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw ToolException.Usage(
                $"--fields: '{path}' is no JSON array of objects with x, y, width and height in whole numbers, at field "
                + $"{fields.Count + 1}: {e.Message}");
        }

        static int Number(JsonElement item, string name) => item.GetProperty(name).GetInt32();
    }
}
