using Emnist.Recognition.Tests;
using Microsoft.Playwright;

namespace DrawingPad.Tests;

/// <summary>One browser and one server for all tests of the page; corrections are kept.</summary>
public sealed class Browser : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private PadServer? _server;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public string Corrections => Path.Combine(_folder.Path, "kept");

    public async Task InitializeAsync()
    {
        if (new BrowserFactAttribute().Skip is not null)
        {
            return;
        }

        // Nothing is right because it came quickly, and a machine may have other work.
        Assertions.SetDefaultExpectTimeout((float)PadPage.Patience.TotalMilliseconds);
        _server = new PadServer(("Corrections:Folder", Corrections));
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium.Path ?? throw new FileNotFoundException(BrowserFactAttribute.Missing),
            Args = ["--no-sandbox", "--disable-gpu"],
            Timeout = (float)PadPage.Patience.TotalMilliseconds,
        });
    }

    /// <summary>Opens the page in a window of its own.</summary>
    internal Task<PadPage> OpenAsync(Device device = Device.Desktop, ColorScheme scheme = ColorScheme.Light) =>
        PadPage.OpenAsync(_browser!, _server!.Address, device, scheme);

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }
    }

    public void Dispose()
    {
        _playwright?.Dispose();
        _server?.Dispose();
        _folder.Dispose();
    }
}
