using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Emnist.Recognition.Tests.Documentation;

/// <summary>The examples in the documentation of a library's members, which the compiler puts beside the library.</summary>
internal static partial class ApiExamples
{
    /// <summary>The members that have examples, each with one.</summary>
    public static TheoryData<string, string> Of(params ReadOnlySpan<Assembly> libraries)
    {
        var examples = new TheoryData<string, string>();
        foreach (Assembly library in libraries)
        {
            string xml = File.ReadAllText(Path.ChangeExtension(library.Location, ".xml"));
            foreach (Match member in Member().Matches(xml))
            {
                foreach (Match code in Code().Matches(member.Value))
                {
                    examples.Add(member.Groups[1].Value, WebUtility.HtmlDecode(code.Groups[1].Value));
                }
            }
        }

        return examples;
    }

    /// <summary>Fails where an example, a class or statements, does not compile.</summary>
    /// <param name="member">The member.</param>
    /// <param name="code">Its example.</param>
    /// <param name="usings">Namespaces.</param>
    /// <param name="given">Names that examples use without making them, with their types.</param>
    /// <param name="types">Types that examples use besides.</param>
    public static void AssertCompiles(
        string member, string code, string usings, IReadOnlyDictionary<string, string> given, string types = "")
    {
        string body = Class().IsMatch(code)
            ? code
            : $"static class Example {{ static async Task Run({ExampleCompiler.Parameters(given, code)}) {{ {code}\nawait Task.CompletedTask; }} }}";
        string source = $"{usings}\n{body}\n{types}";
        IReadOnlyList<string> errors = ExampleCompiler.FindErrors(source, OutputKind.DynamicallyLinkedLibrary);

        Assert.True(errors.Count == 0, $"The example of {member}:\n{string.Join('\n', errors)}\n{source}");
    }

    [GeneratedRegex("<member name=\"([^\"]+)\">.*?</member>", RegexOptions.Singleline)]
    private static partial Regex Member();

    [GeneratedRegex("(?<=<example>(?:(?!</example>).)*)<code>(.*?)</code>", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^\s*(public |internal )?(sealed )?class ")]
    private static partial Regex Class();
}
