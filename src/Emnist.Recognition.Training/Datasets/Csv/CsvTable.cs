using System.Text;

namespace Emnist.Recognition.Training.Datasets.Csv;

/// <summary>
/// Reads comma-separated text with quotes (RFC 4180): records of fields, each record with the line on which it starts. Lines
/// end with CR LF, LF or CR; empty lines are no records. Spaces and tabs around a field without quotes are no part of it.
/// </summary>
internal sealed class CsvTable(TextReader reader, DataOrigin source)
{
    private const int MaxFieldLength = 1 << 15;
    private const int MaxFields = 1 << 10;
    private const string Advice = "Check that the file is comma-separated text with quotes in pairs.";

    private int _line = 1;

    /// <summary>The records from here to the end of the text.</summary>
    public IEnumerable<(int Line, string[] Fields)> Records()
    {
        while (HasMore())
        {
            int line = _line;
            List<string> fields = Record();
            if (fields.Count > 1 || fields[0].Length > 0)
            {
                yield return (line, [.. fields]);
            }
        }
    }

    private bool HasMore()
    {
        try
        {
            return reader.Peek() >= 0;
        }
        catch (DecoderFallbackException e)
        {
            throw NoText(e);
        }
    }

    private List<string> Record()
    {
        try
        {
            List<string> fields = [Field()];
            while (reader.Peek() == ',')
            {
                _ = reader.Read();
                fields.Add(fields.Count < MaxFields ? Field() : throw Fault($"at most {MaxFields} fields", "more"));
            }

            EndLine();
            return fields;
        }
        catch (DecoderFallbackException e)
        {
            throw NoText(e);
        }
    }

    private string Field() => reader.Peek() == '"' ? QuotedField() : PlainField();

    private string PlainField()
    {
        var text = new StringBuilder();
        while (reader.Peek() is >= 0 and not (',' or '\r' or '\n'))
        {
            Append(text, (char)reader.Read());
        }

        string field = text.ToString().Trim(' ', '\t');
        return field is ['"', ..] ? throw Fault("a quote at the very start of its field", "blanks before it") : field;
    }

    private string QuotedField()
    {
        var text = new StringBuilder();
        _ = reader.Read();
        while (reader.Read() is var next and >= 0)
        {
            if (next == '"' && reader.Peek() != '"')
            {
                return reader.Peek() is < 0 or ',' or '\r' or '\n'
                    ? text.ToString()
                    : throw Fault("a comma or the end of the line after a closing quote", $"'{(char)reader.Peek()}'");
            }

            if (next == '"')
            {
                _ = reader.Read();
            }

            Append(text, (char)next);
            _line += next == '\n' ? 1 : 0;
        }

        throw Fault("a closing quote", "the end of the file");
    }

    private void Append(StringBuilder text, char next)
    {
        if (text.Length == MaxFieldLength)
        {
            throw Fault($"at most {MaxFieldLength} characters in a field", "more");
        }

        text.Append(next);
    }

    private void EndLine()
    {
        if (reader.Peek() == '\r')
        {
            _ = reader.Read();
        }

        if (reader.Peek() == '\n')
        {
            _ = reader.Read();
        }

        _line++;
    }

    /// <summary>The reader decodes a little ahead of the line that is read.</summary>
    private DatasetFormatException NoText(DecoderFallbackException e) => DatasetFormatException.Create(
        source,
        $"line {_line} or soon after",
        "text in UTF-8",
        $"the bytes {Convert.ToHexStringLower(e.BytesUnknown ?? [])}",
        "Save the file as UTF-8.",
        e);

    private DatasetFormatException Fault(string expected, string actual) =>
        DatasetFormatException.Create(source, $"line {_line}", expected, actual, Advice);
}
