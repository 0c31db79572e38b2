using System.Xml;
using System.Xml.Linq;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Training.Tests.Reporting.Html;

/// <summary>Reports to write, and the pages that came of them.</summary>
internal static class HtmlPage
{
    /// <summary>Predictions of random classes, about so many of them right.</summary>
    public static ClassificationMetrics Metrics(int classes, int images, double right, Func<int, string> name)
    {
        var random = new Random(3);
        int[] labels = new int[images];
        float[] probabilities = new float[images * classes];
        for (int i = 0; i < images; i++)
        {
            labels[i] = random.Next(classes);
            int answer = random.NextDouble() < right ? labels[i] : random.Next(classes);
            float confidence = 0.6f + (0.4f * random.NextSingle());
            probabilities.AsSpan(i * classes, classes).Fill((1 - confidence) / Math.Max(classes - 1, 1));
            probabilities[(i * classes) + answer] = classes == 1 ? 1 : confidence;
        }

        return ClassificationMetrics.Compute(labels, probabilities, [.. Enumerable.Range(0, classes).Select(name)]);
    }

    public static ClassificationMetrics Metrics(int classes) => Metrics(classes, 40 * classes, 0.8, static i => $"class {i}");

    /// <summary>Reads the page as the XML that it has to be.</summary>
    public static XDocument Parse(EvaluationReport report)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore };
        using var reader = XmlReader.Create(new StringReader(report.ToHtml()), settings);
        return XDocument.Load(reader);
    }

    public static IEnumerable<XElement> OfClass(this XContainer page, string element, string name) =>
        page.Descendants(element).Where(e => ((string?)e.Attribute("class") ?? "").Split(' ').Contains(name));

    /// <summary>The section of an id, or null.</summary>
    public static XElement? Section(this XContainer page, string id) =>
        page.Descendants("section").SingleOrDefault(section => (string?)section.Attribute("id") == id);
}
