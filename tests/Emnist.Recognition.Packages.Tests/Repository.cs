using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Packages.Tests;

/// <summary>The checkout that the tests were built in.</summary>
internal static class Repository
{
#if DEBUG
    public const string Configuration = "Debug";
#else
    public const string Configuration = "Release";
#endif

    public static string Root => Checkout.Root;

    /// <summary>The projects that are packed as libraries: all of src but the tool.</summary>
    public static IReadOnlyList<string> Libraries { get; } =
    [
        .. Directory.GetDirectories(Path.Combine(Root, "src"), "Emnist.Recognition*").Select(folder => Path.GetFileName(folder))
            .Where(name => name != "Emnist.Recognition.Tool").Order(StringComparer.Ordinal),
    ];

    /// <summary>The system's folder of packages, which has what ours depend on.</summary>
    public static string PackageCache { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);
}
