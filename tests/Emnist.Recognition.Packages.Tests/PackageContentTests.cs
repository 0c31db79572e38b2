using System.Globalization;
using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Emnist.Recognition.Packages.Tests;

/// <summary>What lies in the packages, and what they depend on.</summary>
[Collection(PackageTests.Name)]
public sealed partial class PackageContentTests(PackageFeed feed)
{
    /// <summary>The packages and all that they depend on: <c>=</c> is our own version, and <c>[=]</c> that and no other.</summary>
    private static readonly Dictionary<string, string[]> Dependencies = new()
    {
        ["Emnist.Recognition"] = ["System.Numerics.Tensors 10.0.15"],
        ["Emnist.Recognition.Training"] = ["Emnist.Recognition [=]"],
        ["Emnist.Recognition.MLNet"] = ["Emnist.Recognition.Training =", "Microsoft.ML 5.0.1"],
        ["Emnist.Recognition.MLNet.ImageAnalytics"] =
        [
            "Emnist.Recognition =", "Microsoft.ML.ImageAnalytics 5.0.1", "SkiaSharp [2.88.9, 3.0.0)",
            "SkiaSharp.NativeAssets.Linux.NoDependencies [2.88.9, 3.0.0)",
        ],
        ["Emnist.Recognition.Keras"] = ["Emnist.Recognition =", "PureHDF 2.2.0"],
        ["Emnist.Recognition.OnnxRuntime"] = ["Emnist.Recognition =", "Microsoft.ML.OnnxRuntime 1.31.1"],
        ["Emnist.Recognition.SkiaSharp"] = ["Emnist.Recognition =", "SkiaSharp 4.155.0"],
    };

    public static TheoryData<string> Libraries => [.. Dependencies.Keys];

    public static TheoryData<string> Everything => [.. Dependencies.Keys, "Emnist.Recognition.Tool"];

    [Fact]
    public void Every_library_is_listed() => Assert.Equal(Dependencies.Keys.Order(StringComparer.Ordinal), Repository.Libraries);

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_depends_on_nothing_else(string id)
    {
        IEnumerable<string> actual = feed.Metadata(id).Descendants("dependency")
            .Select(dependency => $"{(string?)dependency.Attribute("id")} {(string?)dependency.Attribute("version")}")
            .Select(dependency => dependency.Replace(feed.Version, "=", StringComparison.Ordinal));

        Assert.Equal(Dependencies[id], actual.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_is_its_assembly_its_documentation_and_its_papers(string id)
    {
        bool refuses = id is "Emnist.Recognition.Training" or "Emnist.Recognition.MLNet.ImageAnalytics";
        string[] targets = refuses ? [$"buildTransitive/{id}.targets"] : [];
        string[] expected =
        [
            .. targets, "icon.png", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml", "LICENSE", "README.md", "THIRD-PARTY-NOTICES.txt",
        ];

        using ZipArchive package = feed.Open(id);
        using ZipArchive symbols = feed.Open(id, ".snupkg");

        Assert.Equal(expected, FilesOf(package, id));
        Assert.Contains($"lib/net10.0/{id}.pdb", FilesOf(symbols, id));
    }

    [Fact]
    public void The_tool_is_managed_code_and_for_this_system_compiled_as_well()
    {
        string runtime = RuntimeInformation.RuntimeIdentifier;
        string[] expected =
        [
            "Emnist.Recognition", "Emnist.Recognition.Tool", "Emnist.Recognition.Training",
            "Spectre.Console", "Spectre.Console.Ansi", "System.CommandLine", "System.Numerics.Tensors",
        ];

        Assert.Equal(expected, AssembliesOf("any", isCompiled: false));
        Assert.Equal(expected, AssembliesOf(runtime, isCompiled: true));
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void A_package_says_what_it_is_and_where_it_comes_from(string id)
    {
        XElement metadata = feed.Metadata(id);
        using ZipArchive package = feed.Open(id);

        Assert.Equal("MIT", (string?)metadata.Element("license"));
        Assert.Equal(("icon.png", "README.md"), ((string?)metadata.Element("icon"), (string?)metadata.Element("readme")));
        Assert.Contains("`CharacterRecognizer`", (string?)metadata.Element("releaseNotes"), StringComparison.Ordinal);
        Assert.Equal(ReadmePrograms.Readme(id), TextOf(package, "README.md"));
        Assert.Contains("The Emnist.Recognition authors", TextOf(package, "LICENSE"), StringComparison.Ordinal);
        Assert.Contains("NIST Special Database 19", TextOf(package, "THIRD-PARTY-NOTICES.txt"), StringComparison.Ordinal);
        Assert.Equal([.. "IHDR"u8, 0, 0, 0, 128, 0, 0, 0, 128], BytesOf(package, "icon.png")[12..24]); // width and height
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Links_of_a_README_lead_out_of_the_package(string id) =>
        Assert.DoesNotContain(
            Link().Matches(ReadmePrograms.Readme(id)), link => !link.Groups[1].Value.StartsWith("https://", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Everything))]
    public void Files_have_the_time_of_the_commit_so_that_packages_come_out_the_same(string id)
    {
        if (!Path.Exists(Repository.File(".git")))
        {
            return; // Of an archive of the sources, files keep the times that they have.
        }

        string time = Command.Run(Repository.Root, "git", "log", "-1", "--format=%ct").Output;
        DateTime commit = DateTimeOffset.FromUnixTimeSeconds(long.Parse(time, CultureInfo.InvariantCulture)).UtcDateTime;
        using ZipArchive package = feed.Open(id);

        // A zip file counts two seconds at a time.
        Assert.All(package.Entries, entry => Assert.InRange((entry.LastWriteTime.DateTime - commit).TotalSeconds, -2, 2));
    }

#if !DEBUG
    [Theory]
    [MemberData(nameof(Libraries))]
    public void Nothing_names_the_folder_that_it_was_built_in(string id)
    {
        byte[] root = Encoding.UTF8.GetBytes(Repository.Root);
        foreach (string extension in (string[])[".nupkg", ".snupkg"])
        {
            using ZipArchive package = feed.Open(id, extension);

            Assert.All(package.Entries, entry => Assert.Equal(-1, BytesOf(package, entry.FullName).AsSpan().IndexOf(root)));
        }
    }
#endif

    /// <summary>The assemblies in a package of the tool, all managed; the rest is text, symbols and what starts the program.</summary>
    private string[] AssembliesOf(string runtime, bool isCompiled)
    {
        string id = $"Emnist.Recognition.Tool.{runtime}";
        string folder = $"tools/net10.0/{runtime}/";
        using ZipArchive package = feed.Open(id);
        string[] files =
        [
            .. FilesOf(package, id).Where(file => file.StartsWith(folder, StringComparison.Ordinal)).Select(file => file[folder.Length..]),
        ];
        string[] assemblies = [.. files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal))];

        foreach (string assembly in assemblies)
        {
            using var reader = new PEReader(new MemoryStream(BytesOf(package, folder + assembly)));
            bool hasCompiledCode = reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
            Assert.True(hasCompiledCode == isCompiled, $"{assembly} {(hasCompiledCode ? "has" : "lacks")} compiled code in {id}.");
        }

        Assert.All(files.Except(assemblies), file => Assert.Matches(OtherFiles(), file));
        return [.. assemblies.Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The files of a package but those that every package has.</summary>
    private static IEnumerable<string> FilesOf(ZipArchive package, string id) =>
        package.Entries.Select(entry => entry.FullName)
            .Where(name => name != $"{id}.nuspec" && name != "[Content_Types].xml" && name.Split('/')[0] is not ("_rels" or "package"))
            .Order(StringComparer.OrdinalIgnoreCase);

    private static string TextOf(ZipArchive package, string name) =>
        Encoding.UTF8.GetString(BytesOf(package, name)).ReplaceLineEndings("\n");

    private static byte[] BytesOf(ZipArchive package, string name)
    {
        using Stream stream = package.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^(DotnetToolSettings\.xml|Emnist\.Recognition[^/]*(\.pdb|\.json)|Emnist\.Recognition\.Tool(\.exe)?)$")]
    private static partial Regex OtherFiles();
}
