using System.Text.RegularExpressions;
using System.Xml.Linq;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Training.Tests.Reporting.Html;

public class HtmlReportTests
{
    private static readonly EvaluationReport Full = new("A title", HtmlPage.Metrics(10))
    {
        Skipped = 3,
        Duration = TimeSpan.FromSeconds(2.5),
        Facts = [new("Model", "small.onnx")],
        Curves = [new("Loss", "training", [2, 1, 0.5])],
        Tables = [new("Trials", ["Trial", "State"], [["1", "finished"]])],
        Mistakes = [new(new(7, 1, 2, 0.9f, 0.05f), new ImageSize { Width = 2, Height = 1 }, new byte[] { 0, 255 })],
    };

    [Fact]
    public void A_page_has_every_part_in_order()
    {
        XDocument page = HtmlPage.Parse(Full);

        Assert.Equal("en", (string?)page.Root!.Attribute("lang"));
        Assert.Equal(["A title"], page.Descendants("h1").Select(h => h.Value));
        Assert.EndsWith("taken for another class. 3 more were skipped. Measured in 2.5 s.", page.Descendants("p").First().Value, StringComparison.Ordinal);
        Assert.Equal(["Training", "Confusion", "Classes", "Calibration", "Tables", "Worst mistakes"], page.Descendants("h2").Select(h => h.Value));
        Assert.Equal(
            ["Model", "Accuracy", "Macro accuracy", "Top-3 accuracy", "Macro F1", "Log-loss", "Calibration error", "Cohen’s κ", "Images"],
            page.Descendants("dt").Select(term => term.Value));
        Assert.All(page.Descendants("nav").Descendants("a"), link => Assert.NotNull(page.Section(((string)link.Attribute("href")!)[1..])));
    }

    [Fact]
    public void A_page_is_sufficient_to_itself()
    {
        string page = Full.ToHtml();

        Assert.Contains("default-src 'none'; img-src data:; style-src 'unsafe-inline'", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex("https?:|<script|src=\"//|url\\(|@import|javascript:|<link| on[a-z]+=| style=", RegexOptions.IgnoreCase), page);
        Assert.Equal(page.Length, page.Count(static c => c is '\n' or >= ' '));
    }

    [Fact]
    public void Pictures_and_tables_say_what_they_are()
    {
        XDocument page = HtmlPage.Parse(Full);

        Assert.All(page.Descendants("table"), table => Assert.Equal("caption", table.Elements().First().Name.LocalName));
        Assert.All(page.Descendants("th"), head => Assert.NotNull(head.Attribute("scope")));
        Assert.All(page.Descendants("img"), image => Assert.NotEmpty((string)image.Attribute("alt")!));
        Assert.All(page.Descendants("svg"), svg => Assert.True((string?)svg.Attribute("aria-hidden") == "true"
            || ((string?)svg.Attribute("role") == "img" && (string?)svg.Attribute("aria-label") is { Length: > 0 })));
        Assert.All(page.Descendants("path").Concat(page.Descendants("text")), mark => Assert.DoesNotContain("NaN", mark.ToString(), StringComparison.Ordinal));
    }

    // Each colour that is used has to be defined.
    [Fact]
    public void The_style_defines_what_it_uses()
    {
        string style = HtmlPage.Parse(Full).Descendants("style").Single().Value;

        foreach (Match used in Regex.Matches(style, @"var\((--[a-z0-9]+)\)"))
        {
            Assert.Contains($"{used.Groups[1].Value}: ", style, StringComparison.Ordinal);
        }

        Assert.Equal(style.Count(static c => c == '{'), style.Count(static c => c == '}'));
    }

    [Fact]
    public void A_report_of_nothing_but_metrics_leaves_out_what_it_has_not()
    {
        XDocument page = HtmlPage.Parse(new EvaluationReport("Bare", HtmlPage.Metrics(2)));

        Assert.Equal(["confusion", "classes", "calibration", "mistakes"], page.Descendants("section").Select(s => (string?)s.Attribute("id")).OfType<string>());
        Assert.DoesNotContain(page.Descendants("dt"), term => term.Value == "Top-3 accuracy");
        Assert.Empty(page.OfClass("dl", "facts"));
        Assert.Equal(5, page.Descendants("nav").Elements().Count() + 1);
    }

    [Fact]
    public void One_class_has_a_page_whose_kappa_is_a_dash()
    {
        XDocument page = HtmlPage.Parse(new EvaluationReport("One", HtmlPage.Metrics(1)));

        Assert.Equal("40 images of 1 class; 0 taken for another class.", page.OfClass("p", "lead").Single().Value);
        Assert.Equal("–", page.Descendants("dt").Single(term => term.Value == "Cohen’s κ").Parent!.Descendants("b").Single().Value);
        Assert.Contains("No class was taken for another.", page.Section("confusion")!.Value, StringComparison.Ordinal);
        Assert.Contains("No image was taken for another class.", page.Section("mistakes")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_of_47_and_of_256_classes_keep_within_bounds()
    {
        var usual = new EvaluationReport("47", HtmlPage.Metrics(47, 200_000, 0, static i => $"class {i}"));
        var most = new EvaluationReport("256", HtmlPage.Metrics(256, 300_000, 0, static i => $"class {i}"));

        Assert.InRange(usual.ToHtml().Length, 1, 500_000);
        Assert.InRange(most.ToHtml().Length, 1, 2_500_000);
        Assert.Equal(256, HtmlPage.Parse(most).OfClass("g", "class").Count());
    }
}
