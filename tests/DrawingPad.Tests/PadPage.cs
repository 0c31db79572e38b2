using Microsoft.Playwright;

namespace DrawingPad.Tests;

/// <summary>The page in a browser, and what one does on it.</summary>
internal sealed class PadPage : IAsyncDisposable
{
    /// <summary>How long is waited for what should come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly IBrowserContext _context;
    private readonly List<string> _console = [];

    private PadPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) => _console.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => _console.Add(error);
    }

    public IPage Page { get; }

    /// <summary>All that the page or the browser wrote on the console.</summary>
    public IReadOnlyList<string> Console => _console;

    public static async Task<PadPage> OpenAsync(IBrowser browser, Uri address, Device device, ColorScheme scheme)
    {
        IBrowserContext context = await browser.NewContextAsync(device == Device.Phone
            ? new()
            {
                ColorScheme = scheme,
                ReducedMotion = ReducedMotion.Reduce,
                ViewportSize = new() { Width = 390, Height = 844 },
                DeviceScaleFactor = 2,
                HasTouch = true,
                IsMobile = true,
            }
            : new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 1120, Height = 800 } });
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        var pad = new PadPage(context, await context.NewPageAsync());
        await pad.Page.GotoAsync(address.ToString());
        await Assertions.Expect(pad.Page.Locator("#label option")).Not.ToHaveCountAsync(0);
        return pad;
    }

    /// <summary>Draws with the mouse: each character in a box of the pad, whose sides are 0 to 1.</summary>
    public async Task DrawAsync(string text)
    {
        LocatorBoundingBoxResult pad = (await this["canvas"].BoundingBoxAsync())!;
        foreach ((float X, float Y)[] stroke in Strokes.Of(text))
        {
            await Page.Mouse.MoveAsync(pad.X + (stroke[0].X * pad.Width), pad.Y + (stroke[0].Y * pad.Height));
            await Page.Mouse.DownAsync();
            foreach ((float x, float y) in stroke.Skip(1))
            {
                await Page.Mouse.MoveAsync(pad.X + (x * pad.Width), pad.Y + (y * pad.Height));
            }

            await Page.Mouse.UpAsync();
        }
    }

    /// <summary>Draws with a finger, as the browser's own touches.</summary>
    public async Task TouchAsync(string text)
    {
        ICDPSession browser = await _context.NewCDPSessionAsync(Page);
        LocatorBoundingBoxResult pad = (await this["canvas"].BoundingBoxAsync())!;
        foreach ((float X, float Y)[] stroke in Strokes.Of(text))
        {
            for (int i = 0; i < stroke.Length; i++)
            {
                var point = new { x = pad.X + (stroke[i].X * pad.Width), y = pad.Y + (stroke[i].Y * pad.Height) };
                await SendAsync(i == 0 ? "touchStart" : "touchMove", [point]);
            }

            await SendAsync("touchEnd", []);
        }

        Task SendAsync(string type, object[] points) => browser.SendAsync(
            "Input.dispatchTouchEvent", new Dictionary<string, object> { ["type"] = type, ["touchPoints"] = points });
    }

    /// <summary>Draws with a pen, while the palm rests on the pad: another pointer that comes, moves and goes.</summary>
    public Task DrawWithPenAsync(string text) => Page.EvaluateAsync(
        """
        strokes => {
            const canvas = document.getElementById('canvas');
            const frame = canvas.getBoundingClientRect();
            const send = (type, pointerId, pointerType, [x, y]) => canvas.dispatchEvent(new PointerEvent(type, {
                pointerId, pointerType, bubbles: true, cancelable: true,
                clientX: frame.left + x * frame.width, clientY: frame.top + y * frame.height,
            }));
            for (const stroke of strokes) {
                send('pointerdown', 1, 'pen', stroke[0]);
                send('pointerdown', 2, 'touch', [0.9, 0.9]);
                for (const point of stroke) {
                    send('pointermove', 1, 'pen', point);
                    send('pointermove', 2, 'touch', [0.95, 0.1]);
                }
                send('pointerup', 2, 'touch', [0.95, 0.1]);
                send('pointerup', 1, 'pen', stroke.at(-1));
            }
        }
        """,
        Strokes.Of(text).Select(stroke => stroke.Select(point => new double[] { point.X, point.Y }).ToArray()).ToArray());

    /// <summary>Hands the page a file as a drop or a paste would.</summary>
    /// <param name="kind"><c>drop</c> or <c>paste</c>.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="bytes">Its content.</param>
    public Task HandInAsync(string kind, string name, byte[] bytes) => Page.EvaluateAsync(
        """
        ([kind, name, base64]) => {
            const data = new DataTransfer();
            data.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name, { type: 'image/png' }));
            document.getElementById('canvas').dispatchEvent(kind === 'drop'
                ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
                : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }
        """,
        new[] { kind, name, Convert.ToBase64String(bytes) });

    public ILocator this[string id] => Page.Locator($"#{id}");

    /// <summary>Waits until the page names this character.</summary>
    public async Task AssertAnswerAsync(string character)
    {
        await Assertions.Expect(this["answer"]).Not.ToHaveAttributeAsync("aria-busy", "true");
        await Assertions.Expect(this["best"]).ToHaveTextAsync(character);
    }

    /// <summary>
    /// Pictures the page, for the documentation and to be looked at, where the environment variable
    /// <c>DRAWINGPAD_SCREENSHOTS</c> names a folder.
    /// </summary>
    public async Task SaveScreenshotAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("DRAWINGPAD_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        }
    }

    public ValueTask DisposeAsync() => new(_context.CloseAsync());
}
