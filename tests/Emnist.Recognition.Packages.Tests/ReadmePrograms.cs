using System.IO.Compression;
using System.Security;
using System.Text.RegularExpressions;

namespace Emnist.Recognition.Packages.Tests;

/// <summary>The programs in the packages' READMEs: a project each, which has the package and nothing else of ours.</summary>
internal sealed partial class ReadmePrograms
{
    /// <summary>Native code for this machine alone: that of all others is 400 MB.</summary>
    private const string OneSystem = """
        <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
        <SelfContained>false</SelfContained>
        <AppendRuntimeIdentifierToOutputPath>false</AppendRuntimeIdentifierToOutputPath>
        """;

    private readonly PackageFeed _feed;

    /// <summary>Builds all but those that are compiled ahead of time.</summary>
    public ReadmePrograms(PackageFeed feed)
    {
        _feed = feed;
        File.WriteAllText(Path.Combine(feed.Folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="restored" /></config>
              <packageSources><add key="packed" value="{SecurityElement.Escape(feed.Packages)}" /></packageSources>
              <fallbackPackageFolders><add key="cache" value="{SecurityElement.Escape(Repository.PackageCache)}" /></fallbackPackageFolders>
            </configuration>
            """);
        string[] programs =
        [
            Write("Console", "Emnist.Recognition", 0),
            Write("Web", "Emnist.Recognition", 1, sdk: "Microsoft.NET.Sdk.Web"),
            Write("Training", "Emnist.Recognition.Training", 0),
            Write("MLNet", "Emnist.Recognition.MLNet", 0),
            Write("Images", "Emnist.Recognition.MLNet.ImageAnalytics", 0),
            Write("Keras", "Emnist.Recognition.Keras", 0),
            Write("Skia", "Emnist.Recognition.SkiaSharp", 0),
            Write("OnnxRuntime", "Emnist.Recognition.OnnxRuntime", 0, OneSystem),
        ];
        string solution = $"<Solution>{string.Concat(programs.Select(project => $"<Project Path=\"{project}\" />"))}</Solution>";
        File.WriteAllText(Path.Combine(feed.Folder, "Programs.slnx"), solution);
        Command.Dotnet(feed.Folder, "build", "Programs.slnx", "-c", "Release", "-v:quiet");
    }

    /// <summary>The blocks of a language in a package's README.</summary>
    public static string[] Blocks(string package, string language) =>
        [.. Block().Matches(Readme(package)).Where(block => block.Groups[1].Value == language).Select(block => block.Groups[2].Value)];

    public static string Readme(string package) => File.ReadAllText(Repository.File("src", package, "README.md")).ReplaceLineEndings("\n");

    /// <summary>The folder in which a program runs: its pictures and its letters are there.</summary>
    public string FolderOf(string name) => Path.Combine(_feed.Folder, name);

    /// <summary>The file that starts a program.</summary>
    public string ExecutableOf(string name) =>
        Path.Combine(FolderOf(name), "bin", "Release", "net10.0", OperatingSystem.IsWindows() ? $"{name}.exe" : name);

    /// <summary>Runs a program and gives the lines that it wrote.</summary>
    public string[] Run(string name)
    {
        Command run = Command.Run(FolderOf(name), ExecutableOf(name));
        Assert.True(run.ExitCode == 0, run.Output);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Writes the project of a program: the packages that its README adds, and more properties.</summary>
    /// <returns>The project's path below the feed's folder.</returns>
    public string Write(string name, string package, int block, string properties = "", string sdk = "Microsoft.NET.Sdk")
    {
        IEnumerable<(string Id, string Version)> packages = Blocks(package, "sh").SelectMany(commands => Added().Matches(commands))
            .Select(added => (added.Groups[1].Value, added.Groups[2].Success ? added.Groups[2].Value : _feed.Version));
        return WriteProject(name, Blocks(package, "csharp")[block], [.. packages], properties, sdk);
    }

    /// <summary>Writes the project of a program: without an audit of its packages, which asks the network and warns where it does not answer.</summary>
    /// <returns>The project's path below the feed's folder.</returns>
    public string WriteProject(
        string name, string source, (string Id, string Version)[] packages, string properties = "", string sdk = "Microsoft.NET.Sdk")
    {
        string letters = Path.Combine(FolderOf(name), "my-letters");
        Directory.CreateDirectory(letters);
        string[] files = Directory.GetFiles(Repository.File("samples", "images"));
        foreach (string file in files.Where(file => Path.GetExtension(file) is ".png" or ".csv"))
        {
            File.Copy(file, Path.Combine(letters, Path.GetFileName(file)));
        }

        File.Copy(Repository.File("samples", "images", "lower-g.png"), Path.Combine(FolderOf(name), "letter.png"));
        File.Copy(Path.Combine(AppContext.BaseDirectory, "letter.webp"), Path.Combine(FolderOf(name), "letter.webp"));
        File.Copy(Repository.File("models", "0.1.0", "fast.onnx"), Path.Combine(FolderOf(name), "theirs.onnx"));
        string models = Repository.File("tests", "Emnist.Recognition.Keras.Tests", "keras_reference.zip");
        using (ZipArchive archive = ZipFile.OpenRead(models))
        {
            archive.GetEntry("always_g.h5")!.ExtractToFile(Path.Combine(FolderOf(name), "emnist.h5"));
        }

        File.WriteAllText(Path.Combine(FolderOf(name), "Program.cs"), source);
        string references = string.Concat(packages.Select(p => $"""<PackageReference Include="{p.Id}" Version="[{p.Version}]" />"""));
        File.WriteAllText(Path.Combine(FolderOf(name), $"{name}.csproj"), $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
                {properties}
              </PropertyGroup>
              <ItemGroup>{references}</ItemGroup>
            </Project>
            """);
        return $"{name}/{name}.csproj";
    }

    [GeneratedRegex("^```([^\n]*)\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("^dotnet add package (\\S+)(?: --version (\\S+))?$", RegexOptions.Multiline)]
    private static partial Regex Added();
}
