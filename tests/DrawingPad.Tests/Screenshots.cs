using Microsoft.Playwright;

namespace DrawingPad.Tests;

/// <summary>
/// Pictures of the page, for the documentation and to be looked at. Made where the environment variable
/// <c>DRAWINGPAD_SCREENSHOTS</c> names a folder.
/// </summary>
public sealed class Screenshots(Browser browser) : IClassFixture<Browser>
{
    [ScreenshotTheory]
    [InlineData(Device.Desktop, ColorScheme.Light, "drawing-pad-light")]
    [InlineData(Device.Desktop, ColorScheme.Dark, "drawing-pad-dark")]
    [InlineData(Device.Phone, ColorScheme.Light, "drawing-pad-phone-light")]
    [InlineData(Device.Phone, ColorScheme.Dark, "drawing-pad-phone-dark")]
    public async Task The_page_is_pictured(Device device, ColorScheme scheme, string name)
    {
        await using PadPage pad = await browser.OpenAsync(device, scheme);
        await SaveAsync(pad, $"{name}-empty");
        await pad.DrawAsync("g");
        await pad.AssertAnswerAsync("g");
        await Task.Delay(500);
        await SaveAsync(pad, name);

        await pad["clear"].ClickAsync();
        await pad.Page.GetByRole(AriaRole.Radio, new() { Name = "Text" }).CheckAsync();
        await pad.DrawAsync("R2H75");
        await Assertions.Expect(pad["text"]).ToHaveTextAsync("R2H75");
        await Task.Delay(500);
        await SaveAsync(pad, $"{name}-text");
    }

    private static Task<byte[]> SaveAsync(PadPage pad, string name) => pad.Page.ScreenshotAsync(new()
    {
        Path = Path.Combine(ScreenshotTheoryAttribute.Folder!, $"{name}.png"),
        FullPage = true,
    });
}
