namespace Emnist.Recognition.Tool;

/// <summary>The library's advice names properties; at the command line the options stand for them.</summary>
internal static class OptionNames
{
    private static readonly (string Property, string Option)[] Names =
    [
        ("DatasetDownloadOptions.Mirrors", "--mirror"),
        ("a ValidationFraction of 0", "--validation 0"),
        ("set a ValidationFraction", "set --validation"),
        ("download them with LoadAsync", "download them with 'emnist data fetch'"),
    ];

    public static string PutIn(string message) =>
        Names.Aggregate(message, static (text, name) => text.Replace(name.Property, name.Option, StringComparison.Ordinal));
}
