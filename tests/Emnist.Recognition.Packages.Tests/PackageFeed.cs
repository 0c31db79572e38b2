using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Packages.Tests;

/// <summary>
/// A folder of freshly packed packages, and beside it what is made with them. They have a version of their own, so that no other
/// of that version can be taken from a cache.
/// </summary>
public sealed partial class PackageFeed : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<string> _packages;
    private readonly Lazy<ReadmePrograms> _programs;

    public PackageFeed()
    {
        _packages = new Lazy<string>(Pack);
        _programs = new Lazy<ReadmePrograms>(() => new ReadmePrograms(this));
    }

    /// <summary>The folder above everything.</summary>
    public string Folder => _folder.Path;

    /// <summary>The folder of the packages.</summary>
    public string Packages => _packages.Value;

    public string Version => $"{Prefix}-{Suffix}";

    /// <summary>A version of the core alone, which no other package was built with.</summary>
    public string NewerVersion => $"{Version}.newer";

    internal ReadmePrograms Programs => _programs.Value;

    private string Prefix { get; } =
        VersionPrefix().Match(File.ReadAllText(Repository.File("src", "Directory.Build.props"))).Groups[1].Value;

    private string Suffix { get; } = $"test.{Random.Shared.Next():x}";

    /// <summary>Opens a package.</summary>
    public ZipArchive Open(string id, string extension = ".nupkg") =>
        ZipFile.OpenRead(Path.Combine(Packages, $"{id}.{Version}{extension}"));

    /// <summary>What a package says of itself.</summary>
    public XElement Metadata(string id)
    {
        using ZipArchive package = Open(id);
        using Stream stream = package.GetEntry($"{id}.nuspec")!.Open();
        XElement root = XElement.Load(stream);
        foreach (XElement element in root.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return root.Element("metadata")!;
    }

    public void Dispose() => _folder.Dispose();

    private static string ProjectOf(string id) => Repository.File("src", id, $"{id}.csproj");

    private static string ProjectsOf(IEnumerable<string> ids) => string.Join(';', ids.Select(ProjectOf));

    /// <summary>Packs what was built with the tests, and the tool, which is compiled anew for this system.</summary>
    /// <returns>The folder of the packages.</returns>
    private string Pack()
    {
        string packages = Directory.CreateDirectory(Path.Combine(Folder, "packages")).FullName;
        string properties = $"NoBuild=true;Configuration={Repository.Configuration};PackageOutputPath={packages};VersionSuffix=";
        File.WriteAllText(Path.Combine(Folder, "Pack.proj"), $"""
            <Project>
              <Target Name="Pack">
                <MSBuild Projects="{ProjectsOf(Repository.Libraries)}" Targets="Pack" Properties="{properties}{Suffix}" />
                <MSBuild Projects="{ProjectOf("Emnist.Recognition")}" Targets="Pack" Properties="{properties}{Suffix}.newer" />
              </Target>
            </Project>
            """);
        Command.Dotnet(Folder, "msbuild", "Pack.proj", "-t:Pack", "-v:quiet", "-nologo");
        Command.Dotnet(
            Folder, "pack", ProjectOf("Emnist.Recognition.Tool"), "-c", Repository.Configuration, "--output", packages,
            "--artifacts-path", Path.Combine(Folder, "artifacts"), $"-p:ToolRuntimes={RuntimeInformation.RuntimeIdentifier}",
            $"-p:VersionSuffix={Suffix}", "-p:RunAnalyzers=false", "-v:quiet");
        return packages;
    }

    [GeneratedRegex("<VersionPrefix>(.+)</VersionPrefix>")]
    private static partial Regex VersionPrefix();
}
