using System.IO.Compression;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Emnist.Recognition.Packages.Tests;

/// <summary>The documentation in the packages is that of the members which users see, as the compiler names them.</summary>
[Collection(PackageTests.Name)]
public sealed class PackageDocumentationTests(PackageFeed feed)
{
    public static TheoryData<string> Libraries => [.. Repository.Libraries];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Documentation_is_that_of_public_members_alone_and_whole(string id)
    {
        XDocument written = XDocument.Load(Repository.File("src", id, "bin", Repository.Configuration, "net10.0", $"{id}.xml"));
        HashSet<string> visible = VisibleMembers(id);
        Dictionary<string, string> expected = MembersOf(written).Where(member => visible.Contains(member.Key)).ToDictionary();

        Dictionary<string, string> packed = MembersOf(PackedDocumentation(id));

        Assert.NotEmpty(packed);
        Assert.Equal(expected, packed);
        Assert.True(packed.Count < MembersOf(written).Count);
    }

    [Fact]
    public void References_in_the_documentation_lead_to_what_is_documented()
    {
        XDocument[] packed = [.. Repository.Libraries.Select(PackedDocumentation)];
        HashSet<string> documented = [.. packed.SelectMany(document => MembersOf(document).Keys)];

        IEnumerable<string> references = packed.SelectMany(document => document.Descendants().Attributes("cref")).Select(c => c.Value);

        Assert.DoesNotContain(references, cref => cref.Contains(":Emnist.", StringComparison.Ordinal) && !documented.Contains(cref));
    }

    private static Dictionary<string, string> MembersOf(XDocument document) =>
        document.Descendants("member").ToDictionary(member => (string)member.Attribute("name")!, member => member.ToString());

    private XDocument PackedDocumentation(string id)
    {
        using ZipArchive package = feed.Open(id);
        using Stream stream = package.GetEntry($"lib/net10.0/{id}.xml")!.Open();
        return XDocument.Load(stream);
    }

    /// <summary>The names, as documentation has them, of all that a user of the packed assembly sees.</summary>
    private HashSet<string> VisibleMembers(string id)
    {
        using ZipArchive package = feed.Open(id);
        using var assemblyFile = new MemoryStream();
        using (Stream stream = package.GetEntry($"lib/net10.0/{id}.dll")!.Open())
        {
            stream.CopyTo(assemblyFile);
        }

        MetadataReference library = MetadataReference.CreateFromImage(assemblyFile.ToArray());
        IEnumerable<MetadataReference> runtime = Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System*.dll")
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Visible", references: [.. runtime, library]);
        var assembly = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(library)!;
        HashSet<string> names = [];
        Add(assembly.GlobalNamespace);
        return names;

        void Add(INamespaceOrTypeSymbol container)
        {
            foreach (ISymbol member in container.GetMembers())
            {
                if (member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
                    && member.GetDocumentationCommentId() is { } name)
                {
                    names.Add(name);
                }
                else if (member is not INamespaceSymbol)
                {
                    continue;
                }

                if (member is INamespaceOrTypeSymbol inner)
                {
                    Add(inner);
                }
            }
        }
    }
}
