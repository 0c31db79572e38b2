using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Datasets.Csv;
using FsCheck;
using FsCheck.Fluent;

namespace Emnist.Recognition.Training.Tests.Datasets.Csv;

public class CsvTableTests
{
    [Theory]
    [InlineData("a,b\nc,d\n", "a|b 1;c|d 2")]
    [InlineData("a,b\r\nc,d", "a|b 1;c|d 2")]
    [InlineData("\n\na\n\nb\n", "a 3;b 5")]
    [InlineData(",\n", "| 1")]
    [InlineData("a,\n,b", "a| 1;|b 2")]
    [InlineData("\"a,b\",\"c\"\"d\",\"\"\n", "a,b|c\"d| 1")]
    [InlineData("\"a\nb\",c\nd", "a\nb|c 1;d 3")]
    [InlineData("a\"b,c", "a\"b|c 1")]
    [InlineData(" a b ,\" c \",\td\t\n \n", "a b| c |d 1")]
    public void Records_are_read_as_RFC_4180_has_them(string text, string expected) =>
        Assert.Equal(expected, string.Join(';', Read(text).Select(record => $"{string.Join('|', record.Fields)} {record.Line}")));

    [Theory]
    [InlineData("a\n\"b", "line 2: expected a closing quote, found the end of the file")]
    [InlineData("a, \"b\"", "line 1: expected a quote at the very start of its field, found blanks before it")]
    [InlineData("\"a\"b", "line 1: expected a comma or the end of the line after a closing quote, found 'b'")]
    public void Quotes_that_do_not_match_are_refused(string text, string message)
    {
        var fault = Assert.Throws<DatasetFormatException>(() => Read(text));

        Assert.StartsWith($"some.csv, {message}. Check", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_without_end_is_refused()
    {
        Assert.Throws<DatasetFormatException>(() => Read(new string('a', 40_000)));
        Assert.Throws<DatasetFormatException>(() => Read('"' + new string('a', 40_000)));
        Assert.Throws<DatasetFormatException>(() => Read(new string(',', 2_000)));
    }

    [Fact]
    public void What_is_quoted_comes_back()
    {
        var field = Gen.Elements("", "a", "\"", ",", "\n", "\r\n", " ", "\"\"", "ä").ArrayOf().Select(string.Concat);
        Prop.ForAll(field.NonEmptyListOf().NonEmptyListOf().ToArbitrary(), rows =>
        {
            string text = string.Concat(rows.Select(
                row => string.Join(',', row.Select(value => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n"));
            var expected = rows.Where(row => row.Count > 1 || row[0].Length > 0);
            return Read(text).Select(record => record.Fields).SequenceEqual(expected, new SameFields());
        }).QuickCheckThrowOnFailure();
    }

    private static List<(int Line, string[] Fields)> Read(string text) =>
        [.. new CsvTable(new StringReader(text), "some.csv").Records()];

    private sealed class SameFields : IEqualityComparer<IEnumerable<string>>
    {
        public bool Equals(IEnumerable<string>? x, IEnumerable<string>? y) => x!.SequenceEqual(y!);

        public int GetHashCode(IEnumerable<string> obj) => 0;
    }
}
