using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Emnist.Recognition.Packages.Tests;

/// <summary>The first program of the README, compiled ahead of time with the settings that are advised there.</summary>
[Collection(PackageTests.Name)]
public sealed class NativeAotTests(PackageFeed feed)
{
    [NativeAotFact]
    public void A_native_program_reads_a_picture_and_is_published_without_a_warning()
    {
        ReadmePrograms programs = feed.Programs;
        string advice = Assert.Single(ReadmePrograms.Blocks("Emnist.Recognition", "xml"));
        Assert.Contains("<PublishAot>true</PublishAot>\n<IlcInstructionSet>", advice, StringComparison.Ordinal);
        string project = programs.Write("Native", "Emnist.Recognition", 0, Avx2.IsSupported ? advice : "<PublishAot>true</PublishAot>");
        string folder = Path.Combine(feed.Folder, "native");

        Command publish = Command.Dotnet(
            feed.Folder, "publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--output", folder);
        Command run = Command.Run(
            programs.FolderOf("Native"), Path.Combine(folder, OperatingSystem.IsWindows() ? "Native.exe" : "Native"));

        Assert.DoesNotContain("warning", publish.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Matches(@"^g  [89]\d", run.Output);
    }
}
