using System.Diagnostics;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Emnist.Recognition.Training.Datasets;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DrawingPad.Tests;

/// <summary>The page in a real browser.</summary>
public sealed class PageTests(Browser browser) : IClassFixture<Browser>
{
    [BrowserFact]
    public async Task Characters_drawn_with_the_mouse_are_named()
    {
        await using PadPage pad = await browser.OpenAsync();

        // EMNIST has one class for the 1, the I and the l of many hands: digits are asked for as such.
        await pad["characters"].SelectOptionAsync("digits");
        foreach (char digit in "0123456789")
        {
            await pad.DrawAsync(digit.ToString());
            await pad.AssertAnswerAsync(digit.ToString());
            await pad["clear"].ClickAsync();
        }

        await pad["characters"].SelectOptionAsync("letters");
        foreach (char letter in "ABEHKRgh")
        {
            await pad.DrawAsync(letter.ToString());
            await pad.AssertAnswerAsync(letter.ToString());
            await pad["clear"].ClickAsync();
        }

        Assert.Empty(pad.Console);
    }

    [BrowserFact]
    public async Task A_finger_on_a_phone_draws_and_does_not_scroll()
    {
        await using PadPage pad = await browser.OpenAsync(Device.Phone);

        await pad.TouchAsync("4");

        await pad.AssertAnswerAsync("4");
        Assert.Equal(0, await pad.Page.EvaluateAsync<int>("scrollY"));
        Assert.True(await pad["camera"].IsVisibleAsync());
        Assert.Empty(pad.Console);
    }

    [BrowserFact]
    public async Task A_pen_draws_and_the_hand_beside_it_does_not()
    {
        await using PadPage pad = await browser.OpenAsync();

        await pad.DrawWithPenAsync("4");

        await pad.AssertAnswerAsync("4");
        Assert.Empty(pad.Console);
    }

    [BrowserFact]
    public async Task Strokes_are_undone_redone_and_cleared_and_the_answer_follows()
    {
        await using PadPage pad = await browser.OpenAsync();

        // An H whose last stroke is undone is two strokes apart; and back again.
        await pad.DrawAsync("H");
        await pad.AssertAnswerAsync("H");
        string withBar = await InkAsync(pad);
        await pad["undo"].ClickAsync();
        Assert.NotEqual(withBar, await InkAsync(pad));
        await pad["redo"].ClickAsync();
        Assert.Equal(withBar, await InkAsync(pad));
        await pad.AssertAnswerAsync("H");

        await pad["clear"].ClickAsync();
        await Expect(pad["nothing"]).ToHaveTextAsync("Nothing is drawn yet.");
        await Expect(pad["best"]).ToBeHiddenAsync();
        await Expect(pad["clear"]).ToBeDisabledAsync();
        await pad.Page.Keyboard.PressAsync("Control+z");
        await pad.AssertAnswerAsync("H");
        Assert.Empty(pad.Console);
    }

    [BrowserFact]
    public async Task The_answer_shows_its_candidates_and_what_the_network_saw_and_says_it()
    {
        await using PadPage pad = await browser.OpenAsync();

        await pad.DrawAsync("g");
        await pad.AssertAnswerAsync("g");

        await Expect(pad["candidates"].Locator("li")).ToHaveCountAsync(5);
        await Expect(pad["spoken"]).ToHaveTextAsync(new Regex("^(This is|Probably|Perhaps) g, [0-9.]+ %. Then "));
        Assert.Equal(28, await pad["normalized"].EvaluateAsync<int>("image => image.naturalWidth"));
    }

    [BrowserFact]
    public async Task Only_the_answer_to_the_last_question_is_shown()
    {
        await using PadPage pad = await browser.OpenAsync();
        // The first question is answered long after the second, and by something else.
        var late = new TaskCompletionSource();
        int asked = 0;
        await pad.Page.RouteAsync("**/api/predict*", async route =>
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                await late.Task;
                await route.FulfillAsync(new() { Json = new { status = "Blank" } });
                return;
            }

            await route.ContinueAsync();
        });

        await pad.DrawAsync("1");
        await WaitUntilAsync(() => asked == 1);
        await pad["characters"].SelectOptionAsync("digits");
        await pad.AssertAnswerAsync("1");
        late.SetResult();
        await Task.Delay(300);

        Assert.Equal(2, asked);
        await pad.AssertAnswerAsync("1");
        await Expect(pad["best"]).ToBeVisibleAsync();
        Assert.Empty(pad.Console);
    }

    [BrowserTheory]
    [InlineData("drop")]
    [InlineData("paste")]
    public async Task A_picture_handed_in_is_shown_and_named(string kind)
    {
        await using PadPage pad = await browser.OpenAsync();

        await pad.HandInAsync(kind, "letter.png", Pictures.Read("upper-K.png"));

        await pad.AssertAnswerAsync("K");
        await Expect(pad["hint"]).ToBeHiddenAsync();
        Assert.Empty(pad.Console);
    }

    [BrowserFact]
    public async Task A_file_is_chosen_with_the_keyboard_alone()
    {
        await using PadPage pad = await browser.OpenAsync();

        // Listened to early: the browser has to be told to hand the dialog over.
        var chooser = new TaskCompletionSource<IFileChooser>();
        pad.Page.FileChooser += (_, opened) => chooser.TrySetResult(opened);
        await pad["choose"].FocusAsync();
        Assert.Equal("choose", await pad.Page.EvaluateAsync<string>("document.activeElement.id"));
        await pad.Page.Keyboard.PressAsync("Enter");
        await (await chooser.Task.WaitAsync(PadPage.Patience)).SetFilesAsync(
            new FilePayload { Name = "8.png", MimeType = "image/png", Buffer = Pictures.Read("digit-8.png") });

        await pad.AssertAnswerAsync("8");
        await pad.Page.Keyboard.PressAsync("Shift+Tab");
        Assert.Equal("clear", await pad.Page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Empty(pad.Console);
    }

    [BrowserFact]
    public async Task A_file_that_is_no_picture_shows_the_servers_error()
    {
        await using PadPage pad = await browser.OpenAsync();

        await pad.HandInAsync("drop", "letter.png", "no picture"u8.ToArray());

        await Expect(pad["problem"]).ToContainTextAsync("not a picture of a known format");
        // What the browser itself writes of the refused request.
        Assert.All(pad.Console, line => Assert.Contains("415", line, StringComparison.Ordinal));
        await pad.DrawAsync("7");
        await pad.AssertAnswerAsync("7");
        await Expect(pad["problem"]).ToBeEmptyAsync();
    }

    [BrowserFact]
    public async Task A_picture_that_only_the_server_reads_is_named_too()
    {
        await using PadPage pad = await browser.OpenAsync();
        byte[] pixels = new byte[60 * 60];
        pixels.AsSpan().Fill(byte.MaxValue);
        for (int y = 10; y < 50; y++)
        {
            pixels.AsSpan((y * 60) + 28, 5).Clear();
        }

        await pad["characters"].SelectOptionAsync("digits");
        await pad.HandInAsync("drop", "one.pgm", [.. "P5 60 60 255\n"u8, .. pixels]);

        await pad.AssertAnswerAsync("1");
    }

    [BrowserFact]
    public async Task A_line_is_read_as_text_with_a_box_around_each_character()
    {
        await using PadPage pad = await browser.OpenAsync();

        await pad.Page.GetByRole(AriaRole.Radio, new() { Name = "Text" }).CheckAsync();
        await pad.DrawAsync("R2H7");

        await Expect(pad["text"]).ToHaveTextAsync("R2H7");
        await Expect(pad["boxes"].Locator("rect")).ToHaveCountAsync(4);
        // The second box lies around the 2, which was drawn from left to right over the second quarter.
        LocatorBoundingBoxResult box = (await pad["boxes"].Locator("rect").Nth(1).BoundingBoxAsync())!;
        LocatorBoundingBoxResult sheet = (await pad["canvas"].BoundingBoxAsync())!;
        Assert.InRange((box.X + (box.Width / 2) - sheet.X) / sheet.Width, 0.36, 0.43);
        Assert.InRange((box.Y + (box.Height / 2) - sheet.Y) / sheet.Height, 0.47, 0.53);
        Assert.Empty(pad.Console);
    }

    [BrowserFact]
    public async Task A_correction_is_kept_where_training_finds_it()
    {
        await using PadPage pad = await browser.OpenAsync();

        await pad.DrawAsync("5");
        await pad.AssertAnswerAsync("5");
        await pad["label"].SelectOptionAsync("S");
        await pad.Page.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();

        await Expect(pad["kept"]).ToHaveTextAsync("Kept as S; there are 1 now.");
        LoadedImageFolder loaded = ImageFolder.Load(browser.Corrections);
        Assert.Equal(["S"], loaded.Images.ClassNames);
        Assert.Equal(1, loaded.Images.Count);
        Assert.Empty(pad.Console);
    }

    [BrowserFact]
    public async Task Characters_of_ones_own_are_asked_for_and_a_mistake_in_them_is_told()
    {
        await using PadPage pad = await browser.OpenAsync();

        await pad.DrawAsync("8");
        await pad["characters"].SelectOptionAsync("own");
        await pad["own"].FillAsync("A-F");
        await pad.AssertAnswerAsync("B");
        await pad["own"].FillAsync("F-A");

        await Expect(pad["problem"]).ToContainTextAsync("F-A");
    }

    [BrowserTheory]
    [InlineData(Device.Desktop, ColorScheme.Light)]
    [InlineData(Device.Desktop, ColorScheme.Dark)]
    [InlineData(Device.Phone, ColorScheme.Light)]
    [InlineData(Device.Phone, ColorScheme.Dark)]
    public async Task Nothing_stands_in_anybodys_way(Device device, ColorScheme scheme)
    {
        await using PadPage pad = await browser.OpenAsync(device, scheme);
        string name = $"drawing-pad{(device == Device.Phone ? "-phone" : "")}-{(scheme == ColorScheme.Dark ? "dark" : "light")}";
        await AssertAccessibleAsync(pad);

        await pad.DrawAsync("g");
        await pad.AssertAnswerAsync("g");
        await AssertAccessibleAsync(pad);
        await pad.SaveScreenshotAsync(name);

        await pad["clear"].ClickAsync();
        await pad.Page.GetByRole(AriaRole.Radio, new() { Name = "Text" }).CheckAsync();
        await pad.DrawAsync("R2H75");
        await Expect(pad["text"]).ToHaveTextAsync("R2H75");
        await AssertAccessibleAsync(pad);
        await pad.SaveScreenshotAsync($"{name}-text");

        await pad["characters"].SelectOptionAsync("own");
        await pad["own"].FillAsync("9-0");
        await Expect(pad["problem"]).Not.ToBeEmptyAsync();
        await AssertAccessibleAsync(pad);
    }

    private static async Task AssertAccessibleAsync(PadPage pad)
    {
        AxeResult result = await pad.Page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.SelectMany(
            violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}: {node.Html}"))));
        int wide = await pad.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        Assert.True(wide <= 0, $"The page is {wide} pixels wider than the window.");
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        for (var clock = Stopwatch.StartNew(); !condition(); await Task.Delay(20))
        {
            Assert.True(clock.Elapsed < PadPage.Patience);
        }
    }

    private static Task<string> InkAsync(PadPage pad) => pad["canvas"].EvaluateAsync<string>("canvas => canvas.toDataURL()");
}
