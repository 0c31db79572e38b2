using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Emnist.Recognition.Packages.Tests;

/// <summary>The first programs of READMEs, compiled ahead of time, with the settings that are advised there.</summary>
[Collection(PackageTests.Name)]
public sealed class NativeAotTests(PackageFeed feed)
{
    [NativeAotFact]
    public void A_native_program_reads_a_picture_and_is_published_without_a_warning()
    {
        string advice = Assert.Single(ReadmePrograms.Blocks("Emnist.Recognition", "xml"));
        Assert.Contains("<PublishAot>true</PublishAot>\n<IlcInstructionSet>", advice, StringComparison.Ordinal);

        AssertReads("Native", "Emnist.Recognition", Avx2.IsSupported ? advice : "<PublishAot>true</PublishAot>");
    }

    [NativeAotFact]
    public void A_native_program_reads_a_picture_by_ONNX_Runtime() =>
        AssertReads("NativeOnnxRuntime", "Emnist.Recognition.OnnxRuntime", "<PublishAot>true</PublishAot>");

    private void AssertReads(string name, string package, string properties)
    {
        string project = feed.Programs.Write(name, package, 0, properties);
        string folder = Path.Combine(feed.Folder, name.ToLowerInvariant());

        Command publish = Command.Dotnet(
            feed.Folder, "publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--output", folder);
        Command run = Command.Run(
            feed.Programs.FolderOf(name), Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name));

        Assert.DoesNotContain("warning", publish.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Matches(@"^g  [89]\d", run.Output);
    }
}
