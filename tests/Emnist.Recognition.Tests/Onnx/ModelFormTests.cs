using System.Text;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tests.Onnx;

/// <summary>What a file tells of its images and classes, and what it is told.</summary>
public sealed class ModelFormTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<InputForm> Forms =>
    [
        InputForm.Emnist, InputForm.Mnist, new InputForm { Ink = 255 }, new InputForm { Ground = -1, Transposed = true },
        InputForm.Standardized(0.1307, 0.3081), new InputForm { Ground = 1, Ink = 0, Framing = CharacterFraming.Mnist },
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_comes_back_bit_by_bit(InputForm form)
    {
        OnnxModel loaded = Reload(new OnnxModel(Network(2), ["a", "b"]) { InputForm = form });

        Assert.Equal(form, loaded.InputForm);
        Assert.Equal(form, loaded.WithClasses("ab").InputForm);
        Assert.Empty(loaded.Metadata);
    }

    [Fact]
    public void A_file_that_tells_nothing_has_no_form_and_one_of_the_librarys_normalisation_has_EMNISTs()
    {
        Assert.Null(Reload(new OnnxModel(Network(2), ["a", "b"])).InputForm);
        Assert.Equal(InputForm.Emnist, EmbeddedModel.Load().InputForm);
        Assert.Equal(InputForm.Emnist, new CharacterRecognizer().InputForm);
    }

    [Fact]
    public void The_form_is_text_that_others_can_write()
    {
        byte[] file = Save(new OnnxModel(Network(2), ["a", "b"]) { InputForm = new InputForm { Ground = -1, Transposed = true, Framing = CharacterFraming.Mnist } });

        Assert.Contains("""{"ground":-1,"ink":1,"transposed":true,"framing":"mnist"}""", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        Assert.Equal(new InputForm { Ground = -1 }, Told("""{"ground":-1}""").InputForm);
        Assert.Equal(InputForm.Emnist, Told("{}").InputForm);
    }

    [Fact]
    public void A_file_of_bytes_tells_what_its_input_takes()
    {
        var model = new OnnxModel(Network(2), ["a", "b"]) { InputForm = InputForm.Mnist };
        using var file = new MemoryStream();
        model.Save(file, new OnnxExportOptions { InputMaximum = 255 });
        file.Position = 0;

        Assert.Contains("""{"ground":0,"ink":255,""", Encoding.UTF8.GetString(file.ToArray()), StringComparison.Ordinal);
        Assert.Equal(InputForm.Mnist, OnnxModel.Load(file).InputForm);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_file_scales_what_it_takes_to_what_the_network_was_trained_on(InputForm form)
    {
        Network network = TestNetworks.Fill(new Network(
            TensorShape.Image(28), new Rescaling(3, 1), new Add { Inputs = ["rescaling", "input"] }, new Flatten(), new Dense(2)));
        var model = new OnnxModel(network, ["a", "b"]) { InputForm = form };
        float[] expected = Answers(model);
        foreach (int maximum in (int[])[1, 255])
        {
            using var file = new MemoryStream();
            model.Save(file, new OnnxExportOptions { InputMaximum = maximum, ScaleInput = true });
            file.Position = 0;
            OnnxModel scaled = OnnxModel.Load(file);

            string told = Encoding.UTF8.GetString(file.ToArray());
            Assert.Contains($$"""{"ground":0,"ink":{{maximum}},""", told, StringComparison.Ordinal);
            Assert.Equal((form.Transposed, form.Framing), (scaled.InputForm!.Transposed, scaled.InputForm.Framing));
            Assert.Equal(maximum, scaled.InputForm.Ink * scaled.LoadedAs!.InputMaximum);
            Assert.Equal(expected, Answers(scaled), static (x, y) => Math.Abs(x - y) <= 2e-6 * Math.Max(1, Math.Abs(x)));
        }
    }

    [Fact]
    public void A_file_takes_what_the_network_takes_unless_it_is_told()
    {
        var model = new OnnxModel(Network(2), ["a", "b"]) { InputForm = new InputForm { Ground = -1 } };
        using var plain = new MemoryStream();
        model.Save(plain, new OnnxExportOptions());

        Assert.Equal(Save(model), plain.ToArray());
        Assert.Equal(-1, OnnxModel.Load(new MemoryStream(plain.ToArray())).InputForm!.Ground);
    }

    [Theory]
    [InlineData("")]
    [InlineData("emnist")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"ground":0,"ink":1""")]
    [InlineData("""{"ground":1}""")]
    [InlineData("""{"ground":"0"}""")]
    [InlineData("""{"ground":1e999}""")]
    [InlineData("""{"ink":1e30}""")]
    [InlineData("""{"ink":NaN}""")]
    [InlineData("""{"transposed":1}""")]
    [InlineData("""{"framing":"other"}""")]
    [InlineData("""{"framing":null}""")]
    [InlineData("""{"mirrored":true}""")]
    [InlineData("""{"ink":2,"ink":3}""")]
    public void A_form_that_is_none_is_refused_with_its_place(string text)
    {
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => Told(text));

        Assert.Contains(OnnxModel.InputFormKey, fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.Offset);
    }

    [Fact]
    public void The_key_and_the_values_of_a_form_are_guarded()
    {
        var facts = new Dictionary<string, string> { [OnnxModel.InputFormKey] = "{}" };

        Assert.Throws<ArgumentException>(() => new OnnxModel(Network(2), ["a", "b"], facts));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OnnxModel(Network(2), ["a", "b"]) { InputForm = new InputForm { Ink = float.NaN } });
    }

    [Fact]
    public void A_model_keeps_its_form_whatever_becomes_of_the_object()
    {
        var form = new InputForm { Ground = -1 };
        var model = new OnnxModel(Network(2), ["a", "b"]) { InputForm = form };

        form.Ground = 5;
        model.InputForm!.Ground = 7;

        Assert.Equal(-1, model.InputForm!.Ground);
    }

    public static TheoryData<string, int, string> Classes => new()
    {
        { "mnist", 10, "0123456789" },
        { "Digits", 10, "0123456789" },
        { "letters", 26, "ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
        { "balanced", 47, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt" },
        { "bymerge", 47, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt" },
        { "byclass", 62, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" },
        { "xyzñ", 4, "xyzñ" },
        { "x y,z", 3, "xyz" },
    };

    [Theory]
    [MemberData(nameof(Classes))]
    public void Classes_are_named_by_a_set_or_by_themselves(string text, int count, string names) =>
        Assert.Equal(names.Select(static c => c.ToString()), Named(text, count).ClassNames);

    [Fact]
    public void Sets_are_named_as_the_loaders_name_them()
    {
        Assert.Equal(OnnxModel.Load(TestData.MergedModel).ClassNames, Named("balanced", 47).ClassNames);
        foreach (EmnistSplit split in Enum.GetValues<EmnistSplit>())
        {
            IReadOnlyList<string> names = CharacterMapping.ForSplit(split).ClassNames;
            Assert.Equal(names, Named($"{split}", names.Count).ClassNames);
        }

        Assert.Equal(["N/A", "A", "B"], Named("letters", 27).ClassNames.Take(3));
    }

    [Fact]
    public void Classes_are_named_by_a_file_or_by_EMNISTs_mapping()
    {
        string names = _folder.Write("names.txt", "zero\n\n  one \nten thousand\n"u8.ToArray());
        string mapping = _folder.Write("emnist-letters-mapping.txt", "1 65 97\n2 66 98\n3 67 99\n"u8.ToArray());

        Assert.Equal(["zero", "one", "ten thousand"], Named(names, 3).ClassNames);
        Assert.Equal(["A", "B", "C"], Named(mapping, 3).ClassNames);
        Assert.Equal(["0", "1", "2"], Named(_folder.Write("unordered.txt", "1 49\n0 48\n2 50\n"u8.ToArray()), 3).ClassNames);
    }

    [Theory]
    [InlineData("0 48\n2 50\n3 51\n")]
    [InlineData("0 48\n1 49\n2 fifty\n")]
    [InlineData("0 48\n0 49\n1 50\n")]
    public void A_mapping_with_gaps_or_other_lines_is_refused(string text)
    {
        string mapping = _folder.Write("mapping.txt", System.Text.Encoding.UTF8.GetBytes(text));

        Assert.Contains("code point", Assert.Throws<ArgumentException>(() => Named(mapping, 3)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mnist", 47, "'mnist' stands for 10 class names, and the network has 47 outputs")]
    [InlineData("no-such-file.txt", 10, "There is no file 'no-such-file.txt'")]
    [InlineData("klasen.dig", 10, "There is no file 'klasen.dig'")]
    [InlineData("a b a", 3, "Two classes are named 'a'")]
    [InlineData(", ,", 3, "is 0 class names")]
    [InlineData(" ", 3, "white")]
    public void Names_that_do_not_fit_are_refused(string text, int count, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => Named(text, count)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_large_file_is_no_list_of_names()
    {
        string large = _folder.Write("large.txt", new byte[2 << 20]);

        Assert.Contains("no list of class names", Assert.Throws<ArgumentException>(() => Named(large, 3)).Message, StringComparison.Ordinal);
    }

    /// <summary>The network's outputs for an image as the recognizer gives it to the network.</summary>
    private static float[] Answers(OnnxModel model)
    {
        byte[] image = [.. Enumerable.Range(0, 28 * 28).Select(static i => (byte)(37 * i))];
        float[] values = new float[image.Length];
        model.InputForm!.Apply(image, values);
        return model.Network.Predict(values);
    }

    private static OnnxModel Named(string text, int count) =>
        new OnnxModel(Network(count), [.. Enumerable.Range(0, count).Select(static i => $"{i}")]).WithClasses(text);

    private static OnnxModel Told(string form) => TestModel.Of(2).Node("Relu", "x", "y").Fact(OnnxModel.InputFormKey, form).Load();

    private static Network Network(int classes) => new(TensorShape.Vector(3), new Dense(classes));

    private static OnnxModel Reload(OnnxModel model) => OnnxModel.Load(new MemoryStream(Save(model)));

    private static byte[] Save(OnnxModel model)
    {
        using var file = new MemoryStream();
        model.Save(file);
        return file.ToArray();
    }
}
