using Emnist.Recognition;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;
using Microsoft.Playwright;

namespace DrawingPad.Tests;

/// <summary>The page of docs/models.md in a browser, where onnxruntime-web runs the file that the library writes.</summary>
public sealed class OnnxWebTests : IDisposable
{
    private const string Address = "http://character.example/";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [OnnxWebFact]
    public async Task The_page_of_the_docs_answers_as_the_library_does()
    {
        OnnxModel model = EmbeddedModel.Load();
        model.Save(In("character.onnx"), new OnnxExportOptions { Softmax = true, InputMaximum = 255 });
        await File.WriteAllTextAsync(In("index.html"), Page());
        var recognizer = new CharacterRecognizer();
        float[] expected = new float[recognizer.ClassNames.Count];
        byte[] seen = new byte[28 * 28];
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium.Path, Args = ["--no-sandbox", "--disable-gpu"], Timeout = (float)PadPage.Patience.TotalMilliseconds,
        });
        IPage page = await browser.NewPageAsync();
        page.SetDefaultTimeout((float)PadPage.Patience.TotalMilliseconds);
        await page.RouteAsync($"{Address}**", ServeAsync);
        foreach (string picture in (string[])["upper-K", "lower-g", "digit-4"])
        {
            GrayImage image = ImageDecoder.Decode(
                await File.ReadAllBytesAsync(Path.Combine(Checkout.Root, "samples", "images", $"{picture}.png")));
            CharacterNormalizer.Normalize(image, seen);
            new GrayImage(new ImageSize { Width = 28, Height = 28 }, seen).SavePng(In("seen.png"));
            recognizer.PredictNormalizedScores(seen, expected);

            await page.GotoAsync(Address);

            await Assertions.Expect(page.Locator("#answer")).ToHaveTextAsync(
                $"{picture[^1]}", new() { Timeout = (float)PadPage.Patience.TotalMilliseconds });
            float[] probabilities = await page.EvaluateAsync<float[]>(
                """
                async pixels => {
                    const ort = await import("./ort.wasm.min.mjs");
                    const session = await ort.InferenceSession.create("character.onnx");
                    const { output } = await session.run({ input: new ort.Tensor("float32", Float32Array.from(pixels), [1, 1, 28, 28]) });
                    return Array.from(output.data);
                }
                """,
                seen.Select(static pixel => (int)pixel).ToArray());
            Assert.Equal(expected, probabilities, static (x, y) => Math.Abs(x - y) <= 1e-5f);
        }
    }

    private static string Page()
    {
        string[] blocks = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "models.md")).ReplaceLineEndings("\n").Split("```html\n");
        return Assert.Single(blocks.Skip(1)).Split("```")[0];
    }

    /// <summary>The page's own files, and onnxruntime-web's beside them.</summary>
    private async Task ServeAsync(IRoute route)
    {
        string name = new Uri(route.Request.Url).AbsolutePath.TrimStart('/') is { Length: > 0 } path ? path : "index.html";
        string[] files = [In(name), Path.Combine(OnnxWebFactAttribute.Folder, name)];
        await (Array.Find(files, File.Exists) is { } file
            ? route.FulfillAsync(new() { Path = file, ContentType = ContentType(name) })
            : route.FulfillAsync(new() { Status = 404 }));
    }

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html",
        ".mjs" => "text/javascript",
        ".wasm" => "application/wasm",
        ".png" => "image/png",
        _ => "application/octet-stream",
    };

    private string In(string name) => Path.Combine(_folder.Path, name);
}
