using System.Text;
using System.Text.RegularExpressions;

namespace Emnist.Recognition.Documentation.Tests;

/// <summary>A page: its blocks of code, the targets of its links, and the anchors of its headings as GitHub makes them.</summary>
internal sealed partial class MarkdownPage
{
    public MarkdownPage(string path)
    {
        string[] lines = File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n');
        var blocks = new List<CodeBlock>();
        var links = new List<(int Line, string Target)>();
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        string? needs = null;
        int blockEnd = -1;
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            if (Fence().Match(line) is { Success: true } fence)
            {
                int start = i;
                var code = new StringBuilder();
                while (++i < lines.Length && lines[i].Trim() != fence.Groups["ticks"].Value)
                {
                    code.Append(lines[i][Math.Min(fence.Groups["indent"].Length, lines[i].Length)..]).Append('\n');
                }

                var block = new CodeBlock(start + 1, fence.Groups["language"].Value, code.ToString(), needs);
                if (block.Language == "text" && blocks.Count > 0 && lines[(blockEnd + 1)..start].All(string.IsNullOrWhiteSpace))
                {
                    blocks[^1] = blocks[^1] with { Output = block.Code };
                }

                blocks.Add(block);
                blockEnd = i;
                needs = null;
                continue;
            }

            needs = Needs().Match(line) is { Success: true } mark ? mark.Groups[1].Value : string.IsNullOrWhiteSpace(line) ? needs : null;
            if (Heading().Match(line) is { Success: true } heading)
            {
                anchors.Add(UniqueAnchor(heading.Groups[1].Value, anchors));
            }

            links.AddRange(Link().Matches(Span().Replace(line, "")).Select(link => (i + 1, link.Groups[1].Value)));
        }

        Blocks = blocks;
        Links = links;
        Anchors = anchors;
    }

    public IReadOnlyList<CodeBlock> Blocks { get; }

    public IReadOnlyList<(int Line, string Target)> Links { get; }

    public IReadOnlySet<string> Anchors { get; }

    private static string UniqueAnchor(string heading, HashSet<string> taken)
    {
        string text = LinkText().Replace(heading, "$1").Replace("`", "", StringComparison.Ordinal).Trim();
        string anchor = string.Concat(text.ToLowerInvariant().Replace(' ', '-').Where(c => char.IsLetterOrDigit(c) || c is '-' or '_'));
        string unique = anchor;
        for (int i = 1; taken.Contains(unique); i++)
        {
            unique = $"{anchor}-{i}";
        }

        return unique;
    }

    [GeneratedRegex("^(?<indent> *)(?<ticks>```+)(?<language>[^`]*)$")]
    private static partial Regex Fence();

    [GeneratedRegex("^ *<!-- needs: (.+?) -->$")]
    private static partial Regex Needs();

    [GeneratedRegex("^#+ +(.*)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(<?([^)\s>]+)>?(?: ""[^""]*"")?\)|(?<=<img[^>]* src="")([^""]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<!`)`[^`]+`(?!`)")]
    private static partial Regex Span();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();
}
