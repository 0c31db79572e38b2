using System.IO.Pipes;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tests;

public sealed class WordListTests
{
    [Fact]
    public void Words_count_once_and_come_from_a_file_with_a_word_a_line()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("words.txt", "\uFEFFBern\r\n\r\n  Bergen \r\nBern\r\n𝒜b\r\n"u8.ToArray());

        Assert.Equal(3, WordList.Load(path).Count);
        Assert.Equal(2, new WordList(["ab", "abc", "ab"]).Count);
    }

    [Fact]
    public void What_is_no_word_is_refused_with_what_it_is()
    {
        Assert.Throws<ArgumentNullException>(() => new WordList(null!));
        Assert.Throws<ArgumentException>(() => new WordList([]));
        Assert.Throws<ArgumentException>(() => new WordList(["a", null!]));
        Assert.Throws<ArgumentException>(() => new WordList(["a", ""]));
        Assert.Contains("'New York'", Assert.Throws<ArgumentException>(() => new WordList(["New York"])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new WordList([new string('a', 65)]));
        Assert.Throws<ArgumentException>(() => new WordList(["a\ud800"]));
        Assert.Throws<ArgumentException>(() => new WordList(Enumerable.Range(0, 200_001).Select(static i => $"{i}")));
        Assert.Equal(200_000, new WordList(Enumerable.Range(0, 200_000).Select(static i => $"{i}")).Count);

        using var folder = new TemporaryFolder();
        FormatException refusal = Assert.Throws<FormatException>(() => WordList.Load(folder.Write("towns.txt", "Bern\nNew York\n"u8.ToArray())));
        Assert.Contains("towns.txt", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("'New York'", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => WordList.Load(Path.Combine(folder.Path, "none.txt")));
        Assert.DoesNotContain("Parameter", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => WordList.Load(folder.Write("empty.txt", "\n\n"u8.ToArray())));
        Assert.Throws<FormatException>(() => WordList.Load(folder.Write("nothing.txt", [])));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Contains("a device", Assert.Throws<FormatException>(() => WordList.Load("/dev/zero")).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>As a shell hands over what a command writes: <c>&lt;(zcat words.gz)</c>. It may have no end.</summary>
    [Fact]
    public void A_pipe_that_is_named_by_its_number_is_refused()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        string path = $"/proc/self/fd/{pipe.SafePipeHandle.DangerousGetHandle()}";

        Assert.Contains("a pipe", Assert.Throws<FormatException>(() => WordList.Load(path)).Message, StringComparison.Ordinal);
        OnnxModel model = EmbeddedModel.Load();
        Assert.Contains("a pipe", Assert.Throws<ArgumentException>(() => model.WithClasses(path)).Message, StringComparison.Ordinal);
    }

    /// <summary>Against what the list is by definition: a set of strings.</summary>
    [Fact]
    public void Every_word_and_no_other_ends_in_a_node()
    {
        Random random = new(8);
        HashSet<string> words = [.. Enumerable.Range(0, 2_000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => "abcB𝒜"[random.Next(4)])))];
        var list = new WordList(words);
        List<string> found = [];
        Collect(0, "");

        Assert.Equal(words.Count, list.Count);
        Assert.Equal(words.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));

        void Collect(int node, string before)
        {
            if (list.EndsWord(node))
            {
                found.Add(before);
            }

            foreach ((System.Text.Rune letter, int next) in list.From(node))
            {
                Collect(next, before + letter);
            }
        }
    }
}
