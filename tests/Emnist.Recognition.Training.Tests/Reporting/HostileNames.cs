namespace Emnist.Recognition.Training.Tests.Reporting;

/// <summary>Class names that a format could trip over.</summary>
internal static class HostileNames
{
    public static string[] All { get; } =
    [
        "\"", "\"\"", "a\"b,c", "|", "a|b", "\\|", "\n", "a\r\nb", "\t", "<script>alert('x')</script>", "</td>", "&lt;", "&", "'",
        "=1+1", "+1", "-1", "@SUM(A1)", ",", ";", " ", " a ", "#", "*a*", "_a_", "`", "[a](b)", "~~a~~", "$x$", "---", "\\", "null", "NaN", "1e5",
        "\U0001F600", "\U0001F468\u200D\U0001F469\u200D\U0001F467", "e\u0301", "\u4E2D\u6587", "\u202Eabc", "\u001B[31m", "\0", "\u0085", "\u2028",
        "\uD83D", "\uDE00x", "", new string('x', 10_000), new string('\u4E2D', 10_000), "o" + new string('\u0301', 10_000),
    ];

    /// <summary>Each name with two others.</summary>
    public static TheoryData<int> Indices => [.. Enumerable.Range(0, All.Length)];

    public static string[] Around(int index) => [NotEmpty(All[index]), All[(index + 1) % All.Length], All[(index + 7) % All.Length]];

    // A title is not empty.
    private static string NotEmpty(string name) => name.Length > 0 ? name : "title";
}
