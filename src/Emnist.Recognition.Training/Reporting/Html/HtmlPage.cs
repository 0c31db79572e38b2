namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>How each page begins.</summary>
internal static class HtmlPage
{
    /// <summary>Writes all up to the end of the styles that every page has.</summary>
    public static void WriteHead(HtmlBuilder page, string title)
    {
        page.Add("""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>

            """);
        page.Add($"<title>{title}</title>\n<style>\n");
        page.Add(PageStyle.Layout);
        page.Add(PageStyle.Charts);
        page.Add(PageStyle.Print);
    }
}
