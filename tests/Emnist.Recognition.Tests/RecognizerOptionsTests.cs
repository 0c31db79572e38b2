using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tests;

public sealed class RecognizerOptionsTests
{
    private static readonly string Picture = Path.Combine(TestData.RepositoryRoot, "samples", "images", "digit-3.png");

    [Fact]
    public void The_defaults_are_those_documented()
    {
        var options = new RecognizerOptions();

        Assert.Null(options.ModelPath);
        Assert.Null(options.Classifier);
        Assert.Null(options.Classes);
        Assert.Null(options.InputForm);
        Assert.Same(ImageDecoder.BuiltIn, options.Decoder);
        Assert.Equal(new ImageDecoderOptions(), options.DecoderOptions);
    }

    [Fact]
    public void A_recognizer_copies_its_options()
    {
        var options = new RecognizerOptions();
        var recognizer = new CharacterRecognizer(options);

        options.DecoderOptions.MaxPixels = 1;
        options.Decoder = new FixedDecoder(new GrayImage(5, new byte[25]));

        Assert.Equal("3", recognizer.Predict(Picture).Character);
    }

    [Fact]
    public void A_model_is_taken_from_a_file()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "model.onnx");
        EmbeddedModel.Load().Save(path);

        var fromFile = new CharacterRecognizer(new RecognizerOptions { ModelPath = path });

        var embedded = new CharacterRecognizer();
        Assert.Equal(embedded.Predict(Picture).Candidates, fromFile.Predict(Picture).Candidates);
        Assert.Equal(embedded.Predict(Picture).Candidates, new CharacterRecognizer(OnnxModel.Load(path)).Predict(Picture).Candidates);
        Assert.Throws<ArgumentNullException>(() => new CharacterRecognizer((OnnxModel)null!));
    }

    [Fact]
    public void The_form_that_a_model_tells_changes_no_bit_when_it_is_said_again()
    {
        GrayImage image = ImageDecoder.Decode(Picture);
        float[] expected = new float[47];
        float[] said = new float[47];
        var options = new RecognizerOptions { ModelPath = TestData.MergedModel };

        new CharacterRecognizer(options).PredictScores(image, expected);
        new CharacterRecognizer(options with { InputForm = InputForm.Emnist, Classes = "balanced" }).PredictScores(image, said);

        Assert.Equal(expected, said);
    }

    [Fact]
    public void What_the_options_say_of_a_model_comes_before_what_it_tells()
    {
        OnnxModel embedded = EmbeddedModel.Load();
        var model = new OnnxModel(embedded.Network, embedded.ClassNames) { InputForm = InputForm.Mnist };
        var options = new RecognizerOptions { InputForm = new InputForm { Transposed = true }, Classes = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz?" };
        var recognizer = new CharacterRecognizer(model, options);

        options.InputForm.Ink = 255;

        Assert.Equal(InputForm.Mnist, new CharacterRecognizer(model).InputForm);
        Assert.Equal(new InputForm { Transposed = true }, recognizer.InputForm);
        Assert.Equal("?", recognizer.ClassNames[^1]);
        Assert.Null(new CharacterRecognizer(new OnnxModel(embedded.Network, embedded.ClassNames)).InputForm);
    }

    [Fact]
    public void Pictures_and_text_are_brought_to_the_framing_of_the_model()
    {
        OnnxModel embedded = EmbeddedModel.Load();
        var recognizer = new CharacterRecognizer(new OnnxModel(embedded.Network, embedded.ClassNames) { InputForm = InputForm.Mnist });
        GrayImage image = ImageDecoder.Decode(Picture);
        byte[] expected = new byte[784];
        CharacterNormalizer.Normalize(image, CharacterFraming.Mnist, expected);

        Assert.Equal(expected, recognizer.Predict(image).Normalized!.Pixels.ToArray());
        Assert.Equal(expected, recognizer.PredictBatch([image])[0].Normalized!.Pixels.ToArray());
        byte[] read = recognizer.ReadText(image).Lines[0].Words[0].Characters[0].Prediction.Normalized!.Pixels.ToArray();
        int[] ink = [.. Enumerable.Range(0, read.Length).Where(i => read[i] > 0)];
        Assert.Equal(20, 1 + Math.Max(ink.Max(static i => i / 28) - ink.Min(static i => i / 28), ink.Max(static i => i % 28) - ink.Min(static i => i % 28)));
    }

    [Fact]
    public async Task Another_decoder_reads_what_the_built_in_one_does_not()
    {
        GrayImage image = ImageDecoder.Decode(Picture);
        var recognizer = new CharacterRecognizer(new RecognizerOptions { Decoder = new FixedDecoder(image) });
        byte[] unknown = "not a picture that we know"u8.ToArray();

        Assert.Equal("3", recognizer.Predict(unknown).Character);
        Assert.Equal("3", recognizer.Predict(new MemoryStream(unknown)).Character);
        Assert.Equal("3", (await recognizer.PredictAsync(new MemoryStream(unknown))).Character);
        Assert.Equal("3", (await recognizer.ReadTextAsync(new MemoryStream(unknown))).Text);
        Assert.Equal("3", recognizer.Predict(Picture).Character);
    }

    [Fact]
    public void Another_decoder_is_held_to_its_contract()
    {
        var options = new RecognizerOptions { DecoderOptions = new ImageDecoderOptions { MaxPixels = 100, MaxBytes = 50 } };
        options.Decoder = new FixedDecoder(null!);
        Assert.Throws<InvalidOperationException>(() => new CharacterRecognizer(options).Predict(new byte[5]));
        options.Decoder = new FixedDecoder(new GrayImage(11, new byte[121]));
        var recognizer = new CharacterRecognizer(options);
        Assert.Throws<ImageFormatException>(() => recognizer.Predict(new byte[5]));

        // The decoder above raises the limits that it is given, which are its own.
        Assert.Throws<ImageFormatException>(() => recognizer.Predict(new byte[51]));
    }

    [Fact]
    public void Nothing_is_refused_at_the_call()
    {
        var recognizer = new CharacterRecognizer();

        Assert.Throws<ArgumentNullException>(() => recognizer.Predict((Stream)null!));
        Assert.Throws<ArgumentNullException>(() => recognizer.Predict((string)null!));
        Assert.Throws<ArgumentNullException>(() => recognizer.Predict((GrayImage)null!));
        Assert.Throws<ArgumentNullException>(() => recognizer.ReadText((Stream)null!));
        Assert.Throws<ArgumentNullException>(() => { _ = recognizer.PredictAsync((Stream)null!); });
        Assert.Throws<ArgumentNullException>(() => { _ = recognizer.ReadTextAsync((string)null!); });
    }

    [Fact]
    public async Task A_cancelled_call_does_not_answer()
    {
        var recognizer = new CharacterRecognizer();
        var cancelled = new CancellationToken(canceled: true);
        GrayImage image = ImageDecoder.Decode(Picture);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => recognizer.PredictAsync(Picture, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => recognizer.ReadTextAsync(File.OpenRead(Picture), cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => recognizer.ReadText(image, null, cancelled));
        Assert.ThrowsAny<OperationCanceledException>(
            () => recognizer.PredictBatch([image], null, new ParallelOptions { CancellationToken = cancelled }));
    }

    [Fact]
    public void What_cannot_be_is_refused_by_name()
    {
        Assert.Equal("ModelPath", Refusal(new RecognizerOptions { ModelPath = "" }).ParamName);
        Assert.Equal("Classes", Refusal(new RecognizerOptions { Classes = " " }).ParamName);
        Assert.Equal("classes", Refusal(new RecognizerOptions { Classes = "digits" }).ParamName);
        Assert.Equal("Ink", Refusal(new RecognizerOptions { InputForm = new InputForm { Ink = float.NaN } }).ParamName);
        Assert.Equal("Decoder", Refusal(new RecognizerOptions { Decoder = null! }).ParamName);
        Assert.Equal("DecoderOptions", Refusal(new RecognizerOptions { DecoderOptions = null! }).ParamName);
        Assert.Equal("MaxPixels", Refusal(new RecognizerOptions { DecoderOptions = new ImageDecoderOptions { MaxPixels = 0 } }).ParamName);
        Assert.Throws<FileNotFoundException>(() => new CharacterRecognizer(new RecognizerOptions { ModelPath = "no such file.onnx" }));
        ModelFormatException damaged = Assert.Throws<ModelFormatException>(
            () => new CharacterRecognizer(new RecognizerOptions { ModelPath = Picture }));
        Assert.Equal(Picture, damaged.Path);
    }

    private static ArgumentException Refusal(RecognizerOptions options) =>
        Assert.ThrowsAny<ArgumentException>(() => new CharacterRecognizer(options));

    private sealed class FixedDecoder(GrayImage image) : IImageDecoder
    {
        public GrayImage Decode(ReadOnlyMemory<byte> encoded, ImageDecoderOptions options)
        {
            (options.MaxPixels, options.MaxBytes) = (1_000, 1_000);
            return image;
        }
    }
}
