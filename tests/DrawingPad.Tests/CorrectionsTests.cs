using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;

namespace DrawingPad.Tests;

public sealed class CorrectionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PadServer _server;
    private readonly HttpClient _client;

    public CorrectionsTests()
    {
        _server = new PadServer(("Corrections:Folder", Kept), ("Corrections:MaxCount", "4"), ("Corrections:MaxPixels", "250000"));
        _client = _server.CreateClient();
    }

    private string Kept => Path.Combine(_folder.Path, "kept");

    [Fact]
    public async Task What_is_kept_loads_as_a_folder_of_images_by_the_models_classes()
    {
        await KeepAsync("A", "upper-A.png");
        await KeepAsync("a", "upper-A.png");
        await KeepAsync("7", "digit-7.png", HttpStatusCode.UnsupportedMediaType);
        await KeepAsync("c", "digit-6.png");

        LoadedImageFolder loaded = ImageFolder.Load(Kept);

        Assert.Equal(["A", "C", "a"], loaded.Images.ClassNames);
        Assert.Equal([0, 2, 1], loaded.Images.Labels.ToArray());
        Assert.Empty(loaded.Skipped);
        Assert.All(loaded.Files, file => Assert.Matches("^(upper-A|lower-a|upper-C)/[0-9a-f]{32}\\.png$", file));
    }

    [Fact]
    public async Task Their_number_is_bounded_and_counted_on_after_a_restart()
    {
        for (int i = 0; i < 3; i++)
        {
            await KeepAsync("4", "digit-4.png");
        }

        using var again = new PadServer(("Corrections:Folder", Kept), ("Corrections:MaxCount", "4"));
        using HttpClient client = again.CreateClient();
        using HttpResponseMessage last = await client.PostAsJsonAsync("/api/corrections", Correction("4", "digit-4.png"));
        using HttpResponseMessage refused = await client.PostAsJsonAsync("/api/corrections", Correction("4", "digit-4.png"));

        Assert.Equal(4, (await last.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("count").GetInt32());
        await Problem.AssertAsync(HttpStatusCode.InsufficientStorage, refused);
        Assert.Equal(4, Directory.GetFiles(Kept, "*.png", SearchOption.AllDirectories).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../A")]
    [InlineData("no class")]
    [InlineData("é")]
    public async Task A_label_that_is_no_character_of_the_model_is_refused_and_nothing_kept(string label)
    {
        await KeepAsync(label, "upper-A.png", HttpStatusCode.BadRequest);

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("""{"label":"A"}""")]
    [InlineData("""{"label":"A","picture":null}""")]
    [InlineData("""{"label":null,"picture":""}""")]
    [InlineData("""{"label":"A","picture":"?"}""")]
    [InlineData("[")]
    public async Task What_is_no_correction_is_refused(string json)
    {
        using var content = new StringContent(json, null, "application/json");
        using HttpResponseMessage response = await _client.PostAsync("/api/corrections", content);

        await Problem.AssertAsync(HttpStatusCode.BadRequest, response);
    }

    [Fact]
    public async Task A_picture_with_nothing_in_it_and_another_sites_form_are_refused()
    {
        using HttpResponseMessage blank = await _client.PostAsJsonAsync("/api/corrections", new Correction("A", Pictures.Blank(50)));
        // What a form of another site can send without asking the browser's permission.
        using HttpResponseMessage form = await _client.PostAsync("/api/corrections", new StringContent(
            JsonSerializer.Serialize(Correction("A", "upper-A.png")), null, "text/plain"));

        Assert.Contains("nothing to see", await Problem.AssertAsync(HttpStatusCode.BadRequest, blank), StringComparison.Ordinal);
        await Problem.AssertAsync(HttpStatusCode.UnsupportedMediaType, form);
    }

    [Fact]
    public async Task The_page_is_told_whether_corrections_are_kept()
    {
        using var off = new PadServer();
        using HttpClient client = off.CreateClient();

        Assert.True((await _client.GetFromJsonAsync<JsonElement>("/api/model")).GetProperty("keepsCorrections").GetBoolean());
        Assert.False((await client.GetFromJsonAsync<JsonElement>("/api/model")).GetProperty("keepsCorrections").GetBoolean());
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        _folder.Dispose();
    }

    private static Correction Correction(string label, string picture) => new(label, Pictures.Read(picture));

    private async Task KeepAsync(string label, string picture, HttpStatusCode expected = HttpStatusCode.Created)
    {
        using HttpResponseMessage response = await _client.PostAsJsonAsync("/api/corrections", Correction(label, picture));
        Assert.Equal(expected, response.StatusCode);
    }
}
