using Emnist.Recognition.IO;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Tests.Onnx;

/// <summary>Whatever the bytes are: a model, or a <see cref="ModelFormatException"/> without much memory used.</summary>
public sealed class HostileModelTests
{
    private const long AllowedAllocation = 4 << 20;

    /// <summary>A model, and what the message says of it.</summary>
    private static readonly Dictionary<string, (TestModel Model, string Message)> Refused = new()
    {
        ["operator"] = (TestModel.Of(2).Node("LSTM", "x", "y"), "'node y' (LSTM), byte"),
        ["old operator set"] = (new TestModel { OperatorSet = 6 }, "operator sets [6]"),
        ["future operator set"] = (new TestModel { OperatorSet = long.MaxValue }, "operator sets [9223372036854775807]"),
        ["negative operator set"] = (new TestModel { OperatorSet = -13 }, "operator sets [-13]"),
        ["no input"] = (new TestModel().Node("Relu", "x", "y"), "0 inputs"),
        ["no layer"] = (TestModel.Of(2), "outputs are ['y']"),
        ["other output"] = (TestModel.Of(2).Node("Relu", "x", "z"), "not one alone that a node makes"),
        ["missing initializer"] = (TestModel.Of(2).Node("MatMul", "x w", "y"), "takes 'w', which no initializer"),
        ["missing input"] = (TestModel.Of(2).Node("MatMul", "x", "y"), "lacks its kernel"),
        ["cycle"] = (TestModel.Of(2).Node("Relu", "z", "w").Node("Relu", "w", "z").Node("Relu", "z", "y"), "are a circle"),
        ["sum of two shapes"] = (
            TestModel.Of(2).Floats("w", 2, 3).Node("MatMul", "x w", "m").Node("Add", "m x", "y"), "adds [3] and [2]"),
        ["approximated gelu"] = (TestModel.Of(2).Node("Gelu", "x", "y", AttributeProto.OfText("approximate", "tanh")), "approximated by tanh"),
        ["negative slope"] = (TestModel.Of(2).Node("LeakyRelu", "x", "y", AttributeProto.OfFloat("alpha", -1)), "alpha = -1"),
        ["alpha that is not a number"] = (TestModel.Of(2).Node("Elu", "x", "y", AttributeProto.OfFloat("alpha", float.NaN)), "alpha = NaN"),
        ["swish of another slope"] = (TestModel.Of(2).Node("Swish", "x", "y", AttributeProto.OfFloat("alpha", 2)), "alpha = 2"),
        ["sum of one"] = (TestModel.Of(2).Node("Sum", "x", "y"), "adds [2]; two or more"),
        ["sum of nothing"] = (TestModel.Of(2).Node("Add", "x z", "y"), "takes 'z', which no initializer"),
        ["sum of two orders"] = (
            TestModel.Of(2, 1, 3).Node("Flatten", "x", "f").Node("Transpose", "x", "t", AttributeProto.OfIntegers("perm", 0, 2, 3, 1))
                .Node("Flatten", "t", "g").Node("Add", "f g", "y"), "adds [6] and [6]"),
        ["sum of two images of as many values"] = (
            TestModel.Of(1, 2, 3).Floats("v", 4, 1, 1, 1).Floats("w", 6, 1, 1, 2).Node("Conv", "x v", "a").Node("Conv", "x w", "b")
                .Node("Flatten", "a", "f").Node("Flatten", "b", "g").Node("Add", "f g", "y"), "adds [24] and [24]"),
        ["sum of logarithms"] = (
            TestModel.Of(2).Node("LogSoftmax", "x", "l").Node("Add", "x l", "y"), "LogSoftmax is read at the end alone"),
        ["layer that gives its shape alone"] = (
            TestModel.Of(2, 1, 1).Floats("w", 2, 2, 1, 1).Node("Relu", "x", "r").Node("Conv", "r w", "m").Node("Shape", "m", "s")
                .Node("Reshape", "r s", "y"), "does not come of the layer 'node m'"),
        ["number in another file"] = (TestModel.Of(2).Integers("s", 2).Field(1, new TestModel.Fields(static node =>
        {
            node.WriteString(1, "s");
            node.WriteString(2, "c");
            node.WriteString(4, "ConstantOfShape");
            node.WriteMessage(5, new TestModel.Fields(static attribute =>
            {
                attribute.WriteString(1, "value");
                attribute.WriteMessage(5, External("w.bin"));
                attribute.WriteInteger(20, 4);
            }));
        })).Node("Add", "x c", "y"), "attribute 'value' in another file"),
        ["mean over all"] = (TestModel.Of(2, 1, 1).Node("ReduceMean", "x", "y"), "takes the mean over []"),
        ["product of a stranger"] = (TestModel.Of(2).Node("Sigmoid", "x", "s").Field(1, new TestModel.Fields(static node =>
        {
            node.WriteString(1, "x");
            node.WriteString(1, "s");
            node.WriteString(2, "y");
            node.WriteString(4, "Mul");
            node.WriteString(7, "com.microsoft");
        })), "'com.microsoft'"),
        ["product with an attribute"] = (
            TestModel.Of(2).Node("Sigmoid", "x", "s").Node("Mul", "x s", "y", AttributeProto.OfInteger("wild", 1)), "(Mul)"),
        ["values that are kept"] = (Kept(), "would keep"),
        ["outputs without number"] = (TestModel.Of(1 << 22).Node("Relu", "x", "y"), "4194304 outputs, more than 65536"),
        ["two outputs of a name"] = (TestModel.Of(2).Node("Relu", "x", "y").Node("Relu", "y", "y"), "'y' of a value or tensor"),
        ["output over the input"] = (TestModel.Of(2).Node("Relu", "x", "x"), "'x' of a value or tensor"),
        ["two tensors of a name"] = (TestModel.Of(2).Floats("w", 2, 2).Floats("w", 2, 2).Node("MatMul", "x w", "y"), "'w' of a value or tensor"),
        ["nothing made"] = (TestModel.Of(2).Node("Relu", "x", ""), "makes nothing"),
        ["operator of a stranger"] = (TestModel.Of(2).Field(1, new TestModel.Fields(node =>
        {
            node.WriteString(1, "x");
            node.WriteString(2, "y");
            node.WriteString(4, "Relu");
            node.WriteString(7, "com.microsoft");
        })), "'com.microsoft'"),
        ["kernel for other inputs"] = (TestModel.Of(2).Floats("w", 3, 2).Node("MatMul", "x w", "y"), "kernel for 3 values where 2"),
        ["kernel of no outputs"] = (TestModel.Of(2).Floats("w", 2, 0).Node("MatMul", "x w", "y"), "not [2, 0]"),
        ["kernel of integers"] = (TestModel.Of(2).Integers("w", 2, 2).Node("MatMul", "x w", "y"), "not of floats"),
        ["bias of another length"] = (TestModel.Of(2).Floats("w", 2, 2).Floats("b", 3).Node("Gemm", "x w b", "y"), "bias of 2 values, not [3]"),
        ["alpha that overflows"] = (TestModel.Of(2).Floats("w", 2, 2).Node("Gemm", "x w", "y", AttributeProto.OfFloat("alpha", float.MaxValue)), "not finite"),
        ["transA"] = (TestModel.Of(2).Floats("w", 2, 2).Node("Gemm", "x w", "y", AttributeProto.OfInteger("transA", 1)), "transA = 1"),
        ["unknown attribute"] = (TestModel.Of(2).Node("Relu", "x", "y", AttributeProto.OfInteger("wild", 1)), "'wild', which is not known"),
        ["attribute twice"] = (TestModel.Of(2).Node("Softmax", "x", "y", AttributeProto.OfInteger("axis", 1), AttributeProto.OfInteger("axis", 1)), "'axis' twice"),
        ["attribute of another type"] = (TestModel.Of(2).Node("Softmax", "x", "y", AttributeProto.OfFloat("axis", 1)), "'axis' of the wrong type"),
        ["softmax over rows"] = (TestModel.Of(2, 3, 3).Node("Softmax", "x", "y"), "axis = -1"),
        ["image at a dense layer"] = (TestModel.Of(2, 3, 3).Floats("w", 2, 2).Node("MatMul", "x w", "y"), "not flattened"),
        ["vector at a convolution"] = (TestModel.Of(2).Floats("w", 2, 2, 1, 1).Node("Conv", "x w", "y"), "needs an image"),
        ["image at the end"] = (TestModel.Of(2, 3, 3).Node("Relu", "x", "y"), "output is an image [3, 3, 2]"),
        ["flattened image at the end"] = (TestModel.Of(2, 3, 3).Node("Flatten", "x", "y"), "channels first"),
        ["flatten to a scalar"] = (TestModel.Of(2, 3, 3).Node("Flatten", "x", "y", AttributeProto.OfInteger("axis", 0)), "axis 0"),
        ["other transposition"] = (TestModel.Of(2, 3, 3).Node("Transpose", "x", "y", AttributeProto.OfIntegers("perm", 0, 3, 2, 1)), "no layer"),
        ["reshape to an image"] = (TestModel.Of(18).Integers("s", -1, 2, 3, 3).Node("Relu", "x", "r").Node("Reshape", "r s", "y"), "reshapes [18] to [-1, 2, 3, 3]"),
        ["dropout of all"] = (TestModel.Of(2).Floats("r", 3).Node("Dropout", "x r", "y"), "ratio"),
        ["batch normalization in training"] = (
            TestModel.Of(2).Floats("v", 2).Node("BatchNormalization", "x v v v v", "y", AttributeProto.OfInteger("training_mode", 1)), "'training_mode', which is not known"),
        ["epsilon that is not a number"] = (
            TestModel.Of(2).Floats("v", 2).Node("BatchNormalization", "x v v v v", "y", AttributeProto.OfFloat("epsilon", float.NaN)), "epsilon = NaN"),
        ["padding by another name"] = (Convolution(AttributeProto.OfText("auto_pad", "MIRROR")), "auto_pad MIRROR"),
        ["negative padding"] = (Convolution(AttributeProto.OfIntegers("pads", -1, 0, -1, 0)), "pads [-1, 0, -1, 0]"),
        ["two pads"] = (Convolution(AttributeProto.OfIntegers("pads", 1, 1)), "pads [1, 1]"),
        ["dilation of zero"] = (Convolution(AttributeProto.OfIntegers("dilations", 0, 2)), "stride of 0"),
        ["dilation of 2^31 - 1"] = (Convolution(AttributeProto.OfIntegers("dilations", 1, int.MaxValue)), "stride of 2147483647"),
        ["one dilation"] = (Convolution(AttributeProto.OfIntegers("dilations", 1)), "1 dilations instead of 2"),
        ["dilation beyond the image"] = (Convolution(AttributeProto.OfIntegers("dilations", 2, 200)), "window does not fit"),
        ["dilated pooling"] = (Pooling("MaxPool", AttributeProto.OfIntegers("dilations", 2, 2)), "dilated"),
        ["dilated mean"] = (Pooling("AveragePool", AttributeProto.OfIntegers("dilations", 1, 2)), "dilated"),
        ["groups of other channels"] = (Convolution(AttributeProto.OfInteger("group", 2)), "for 2 times 1 channels where 1 come in"),
        ["no group"] = (Convolution(AttributeProto.OfInteger("group", 0)), "for 0 times 1 channels"),
        ["negative groups"] = (Convolution(AttributeProto.OfInteger("group", -1)), "for -1 times 1 channels"),
        ["groups that overflow"] = (Convolution(AttributeProto.OfInteger("group", (1L << 62) + 1)), "channels where 1 come in"),
        ["groups that do not divide the filters"] = (
            TestModel.Of(2, 6, 6).Floats("w", 3, 1, 2, 2).Node("Conv", "x w", "y", AttributeProto.OfInteger("group", 2)), "3 filters, which 2 groups"),
        ["channels repeated beyond the limit"] = (
            TestModel.Of(4, 700, 700).Floats("w", 12, 1, 1, 1)
                .Node("Conv", "x w", "y", AttributeProto.OfInteger("group", 4), AttributeProto.OfIntegers("strides", 700, 700)), "3 times"),
        ["mean of what is padded by name"] = (
            Pooling("AveragePool", AttributeProto.OfInteger("count_include_pad", 1), AttributeProto.OfText("auto_pad", "SAME_UPPER")), "auto_pad SAME_UPPER"),
        ["mean of what is padded below nothing"] = (
            Pooling("AveragePool", AttributeProto.OfInteger("count_include_pad", 1), AttributeProto.OfIntegers("pads", 0, -1, 0, 0)), "pads [0, -1, 0, 0]"),
        ["mean of two pads"] = (
            Pooling("AveragePool", AttributeProto.OfInteger("count_include_pad", 1), AttributeProto.OfIntegers("pads", 1, 1)), "2 pads instead of 4"),
        ["pad by reflection"] = (Padding("x s", AttributeProto.OfText("mode", "reflect")), "mode reflect"),
        ["pad by ones"] = (Padding("x s w"), "otherwise than by zeros"),
        ["pads of more axes than there are"] = (Padding("x s  s"), "has the axes [0, 0, 1, 1, 0, 0, 1, 1] of 4"),
        ["pads of other axes"] = (Padding("x s  u"), "has the axes [1, 1] of 4"),
        ["pads of too few axes"] = (TestModel.Of(1, 6, 6).Integers("s", 1, 1).Integers("a", 2, 3).Node("Pad", "x s  a", "y"), "2 pads for 2 axes"),
        ["part of a constant by too few ends"] = (Part("s e", "0 1", "1"), "not as many"),
        ["part of a constant by steps of zero"] = (Part("s e a p", "0", "1"), "a step of 0"),
        ["part of a constant along an axis twice"] = (Part("s e d", "0 1", "1 2"), "axes [1, 1] of 2"),
        ["logarithm of no softmax"] = (TestModel.Of(2).Node("Relu", "x", "r").Node("Log", "r", "y"), "something else than a Softmax"),
        ["logarithm of a logarithm"] = (TestModel.Of(2).Node("LogSoftmax", "x", "r").Node("Log", "r", "y"), "something else than a Softmax"),
        ["several slopes"] = (TestModel.Of(2).Floats("w", 2).Node("PRelu", "x w", "y"), "several slopes"),
        ["slope that rises"] = (TestModel.Of(2).Field(5, TensorProto.Create("w", [1], [-0.5f])).Node("PRelu", "x w", "y"), "alpha = -0.5"),
        ["window on one pixel"] = (
            TestModel.Of(2, 3, 3).Floats("w", 2, 2, 3, 3).Node("GlobalAveragePool", "x", "p").Node("Conv", "p w", "y"), "on an image of one pixel"),
        ["pad of the channels"] = (Padding("x t"), "pads [0, 1, 0, 0, 0, 0, 0, 0]"),
        ["pad of two axes"] = (Padding("x u"), "pads [1, 1]"),
        ["pad without sides"] = (Padding("x"), "lacks its pads"),
        ["pad beyond the limit"] = (Padding("x v"), "pads [0, 5000, 0, 0]"),
        ["pad of a vector"] = (TestModel.Of(2).Integers("s", 0, 0, 0, 0).Node("Pad", "x s", "y"), "needs an image"),
        ["other kernel shape"] = (Convolution(AttributeProto.OfIntegers("kernel_shape", 5, 5)), "kernel_shape of [5, 5]"),
        ["stride of zero"] = (Convolution(AttributeProto.OfIntegers("strides", 0, 1)), "stride of 0"),
        ["stride of 2^31 - 1"] = (Convolution(AttributeProto.OfIntegers("strides", int.MaxValue, 1)), "stride of 2147483647"),
        ["one stride"] = (Convolution(AttributeProto.OfIntegers("strides", 1)), "1 strides instead of 2"),
        ["window of 10^9"] = (
            TestModel.Of(1, 6, 6).Node("MaxPool", "x", "y", AttributeProto.OfIntegers("kernel_shape", 1_000_000_000, 1_000_000_000), AttributeProto.OfText("auto_pad", "SAME_UPPER")),
            "window or stride of 1000000000"),
        ["windows with too many places"] = (
            TestModel.Of(1, 1024, 1024).Node("MaxPool", "x", "y", AttributeProto.OfIntegers("kernel_shape", 4096, 4096), AttributeProto.OfText("auto_pad", "SAME_UPPER")),
            "windows of the network"),
        ["window that does not fit"] = (TestModel.Of(1, 2, 6).Floats("w", 1, 1, 3, 3).Node("Conv", "x w", "y"), "window does not fit"),
        ["huge image"] = (TestModel.Of(1, 1 << 20, 1 << 20).Node("Relu", "x", "y"), "more than 4194304 values"),
        ["image that overflows"] = (TestModel.Of(1 << 22, 1 << 22, 1 << 22).Node("Relu", "x", "y"), "more than 4194304 values"),
        ["huge size"] = (TestModel.Of(int.MaxValue).Node("Relu", "x", "y"), "too large"),
        ["negative size"] = (TestModel.Of(-2).Node("Relu", "x", "y"), "zero or too large"),
        ["rank of 5"] = (TestModel.Of(3, 3, 3, 3).Node("Relu", "x", "y"), "is none of [batch"),
        ["values beyond the limit"] = (TestModel.Of(1, 1024, 1024).Floats("w", 8, 1, 1, 1).Node("Conv", "x w", "y"), "[1024, 1024, 8] has more than"),
        ["dimension of 2^40"] = (Tensor(1L << 40, 1), "impossible dimensions [1099511627776, 1]"),
        ["dimensions that overflow"] = (Tensor(1L << 32, 1L << 32), "impossible dimensions"),
        ["dimensions that overflow to nothing"] = (Tensor(0, 1L << 62, 4), "impossible dimensions"),
        ["negative dimensions"] = (Tensor(-2, -2), "impossible dimensions [-2, -2]"),
        ["more dimensions than data"] = (Tensor(1 << 14, 1 << 13), "does not hold as many values"),
        ["65 dimensions"] = (Tensor([.. Enumerable.Repeat(1L, 65)]), "more than 64"),
        ["data in another file, of a stream"] = (
            TestModel.Of(2).Field(5, External("w.bin")).Node("MatMul", "x w", "y"), "in another file, 'w.bin', which is beside the model"),
        ["a circle beside the way"] = (
            TestModel.Of(2).Node("Relu", "a", "b").Node("Add", "b x", "a").Node("Add", "x a", "y"), "'node a' (Add)"),
        ["the best class alone"] = (TestModel.Of(2).Node("Relu", "x", "r").Node("ArgMax", "r", "y"), "gives the best class alone"),
        ["an output that no input reaches"] = (TestModel.Of(2).Floats("w", 2, 2).Node("Identity", "w", "y"), "does not come of its input"),
        ["a division by the images"] = (TestModel.Of(2).Floats("c", 2).Node("Div", "c x", "y"), "divides by the images"),
        ["a division by zero"] = (TestModel.Of(2).Field(5, TensorProto.Create("c", [], [0])).Node("Div", "x c", "y"), "not finite"),
        ["a constant of another size"] = (TestModel.Of(2).Floats("c", 3).Node("Add", "x c", "y"), "constant [3], which does not fit"),
        ["a constant that adds a dimension"] = (TestModel.Of(2).Floats("c", 1, 1, 1).Node("Mul", "x c", "y"), "constant [1, 1, 1]"),
        ["constants without end"] = (Computed(), "computes more constants than the file holds"),
        ["a constant of 10^18 values"] = (
            TestModel.Of(2).Integers("s", 1_000_000_000, 1_000_000_000).Node("ConstantOfShape", "s", "c").Node("Add", "x c", "y"),
            "constant of the dimensions [1000000000, 1000000000]"),
        ["a shape that computes with the batch"] = (
            TestModel.Of(1, 2, 3).Node("Shape", "x", "s").Node("Mul", "s s", "t").Node("Reshape", "x t", "y"), "computes with the size of the batch"),
        ["a shape with the batch in it twice"] = (
            TestModel.Of(1, 2, 3).Node("Shape", "x", "s").Node("Concat", "s s", "t", AttributeProto.OfInteger("axis", 0)).Node("Reshape", "x t", "y"),
            "reshapes [2, 3, 1] to [batch, 1, 2, 3, batch, 1, 2, 3]"),
        ["a logarithm within"] = (TestModel.Of(2).Node("LogSoftmax", "x", "l").Node("Relu", "l", "y"), "takes the logarithm of probabilities"),
        ["height and width swapped"] = (
            TestModel.Of(1, 9, 8).Floats("w", 1, 1, 8, 9).Node("Transpose", "x", "t", AttributeProto.OfIntegers("perm", 0, 1, 3, 2))
                .Node("Conv", "t w", "c").Node("Flatten", "c", "y"), "swaps the height and width"),
        ["a pool of padding alone"] = (
            TestModel.Of(1, 6, 6).Node("MaxPool", "x", "y", AttributeProto.OfIntegers("kernel_shape", 2, 2), AttributeProto.OfIntegers("pads", 2, 0, 0, 0)),
            "on padding alone"),
        ["data twice"] = (TestModel.Of(2).Tensor(writer =>
        {
            writer.WriteBytes(9, new byte[4]);
            writer.WriteBytes(9, new byte[4]);
        }), "a second time"),
        ["class names of another number"] = (Relu().Fact(OnnxModel.ClassNamesKey, """["a"]"""), "1 class names for the network's 2 outputs"),
        ["class names that are alike"] = (Relu().Fact(OnnxModel.ClassNamesKey, """["a","a"]"""), "Two classes are named 'a'"),
        ["class names that are empty"] = (Relu().Fact(OnnxModel.ClassNamesKey, """["a",""]"""), "do not make a model"),
        ["class names that are null"] = (Relu().Fact(OnnxModel.ClassNamesKey, """["a",null]"""), "no JSON array"),
        ["class names that are no text"] = (Relu().Fact(OnnxModel.ClassNamesKey, """["a","\ud800"]"""), "no JSON array"),
        ["class names without an end"] = (Relu().Fact(OnnxModel.ClassNamesKey, """["a","b" """), "no JSON array"),
        ["class names and more"] = (Relu().Fact(OnnxModel.ClassNamesKey, """["a","b"]]"""), "no JSON array"),
        ["class names nested deeply"] = (Relu().Fact(OnnxModel.ClassNamesKey, new string('[', 100_000)), "no JSON array"),
        ["class names as an object"] = (Relu().Fact(OnnxModel.ClassNamesKey, "{}"), "no JSON array"),
        ["a fact twice"] = (Relu().Fact("a", "1").Fact("a", "2"), "'a' is there twice"),
        ["a fact without a key"] = (Relu().Fact("", "1"), "do not make a model"),
        ["a second graph"] = (new TestModel { Extra = writer => writer.WriteMessage(7, new GraphProto()) }, "a second graph"),
        ["a name of a megabyte"] = (TestModel.Of(2).Node("Relu", "x", new string('y', 1 << 20)), "a name is longer"),
        ["kernel that many layers share"] = (Shared(), "of which the file holds"),
        ["too many nodes"] = (Repeated(ModelLimits.Nodes + 1), "more than 8192"),
        ["too many layers"] = (Repeated(ModelLimits.Layers + 1), "more than 1024 layers"),
    };

    public static TheoryData<string> RefusedNames => [.. Refused.Keys];

    [Theory]
    [MemberData(nameof(RefusedNames))]
    public void Models_that_cannot_be_are_refused(string name)
    {
        (TestModel model, string message) = Refused[name];
        byte[] bytes = model.Bytes();

        Exception? thrown = TryLoad(bytes, out long allocated);

        Assert.Contains(message, Assert.IsType<ModelFormatException>(thrown).Message, StringComparison.Ordinal);
        Assert.InRange(thrown.Message.Length, 30, 8000);
        Assert.InRange(allocated, 0, AllowedAllocation + (2 * bytes.Length));
    }

    [Theory]
    [InlineData(new byte[0], "no graph")]
    [InlineData(new byte[] { 0x3a, 0x05, 0x0a }, "Byte 1: 5 bytes are announced where 1 are left")]
    [InlineData(new byte[] { 0x3a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01 }, "18446744073709551615 bytes")]
    [InlineData(new byte[] { 0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02 }, "longer than 64 bits")]
    [InlineData(new byte[] { 0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00 }, "longer than 64 bits")]
    [InlineData(new byte[] { 0x0b, 0x0c }, "Byte 0: no field begins here")]
    [InlineData(new byte[] { 0x00 }, "no field begins here")]
    [InlineData(new byte[] { 0x3d, 0, 0, 0, 0 }, "field 7 is stored as Fixed32")]
    [InlineData(new byte[] { 0x72, 0x03, 0x0a, 0x01, 0xff }, "not UTF-8")]
    [InlineData(new byte[] { 0x09, 0 }, "8 bytes are needed where 1")]
    public void Bytes_that_are_no_protobuf_are_refused(byte[] bytes, string message) =>
        Assert.Contains(message, Assert.IsType<ModelFormatException>(TryLoad(bytes, out _)).Message, StringComparison.Ordinal);

    [Fact]
    public void Messages_nested_deeply_are_skipped_or_refused()
    {
        // An attribute that is a graph, whose node has an attribute that is a graph, and so on.
        byte[] nested = [];
        for (int depth = 0; depth < 5000; depth++)
        {
            var writer = new Emnist.Recognition.Onnx.Protobuf.ProtobufWriter();
            writer.WriteBytes(depth % 3 == 0 ? 1 : depth % 3 == 1 ? 5 : 6, nested);
            nested = writer.Written.ToArray();
        }

        foreach (int field in new[] { 1, 2, 5, 7, 8, 14, 20, 99 })
        {
            var writer = new Emnist.Recognition.Onnx.Protobuf.ProtobufWriter();
            writer.WriteBytes(field, nested);
            Assert.IsType<ModelFormatException>(TryLoad(writer.Written.ToArray(), out _));
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Weights_that_are_not_finite_are_refused(float value)
    {
        var network = new Network(TensorShape.Vector(2), new Dense(2) { Name = "d" });
        network.Layers[0].Parameters[0].Values[1] = value;
        using var file = new MemoryStream();
        new OnnxModel(network, ["a", "b"]).Save(file);
        file.Position = 0;

        string message = Assert.Throws<ModelFormatException>(() => OnnxModel.Load(file)).Message;

        Assert.Contains("'d/kernel' holds a number that is not finite", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_cut_short_anywhere_is_refused()
    {
        foreach (Network network in TestNetworks.Recorded.Values)
        {
            byte[] bytes = RoundTripTests.Bytes(RoundTripTests.Model(network));
            for (int length = 0; length < bytes.Length; length++)
            {
                Exception? thrown = TryLoad(bytes[..length], out long allocated);

                Assert.True(thrown is ModelFormatException, $"{length} of {bytes.Length} bytes: {thrown}");
                Assert.InRange(allocated, 0, AllowedAllocation);
            }
        }
    }

    [Fact]
    public void Flipped_bytes_make_a_model_or_are_refused()
    {
        var random = new Random(1);
        foreach (string name in TestNetworks.Recorded.Keys.Append("torch_cnn").Append("torch_pooled").Append("torch_residual"))
        {
            byte[] original = File.ReadAllBytes(OnnxReferenceTests.ModelPath(name));
            for (int round = 0; round < 3000; round++)
            {
                byte[] bytes = (byte[])original.Clone();
                for (int flips = random.Next(1, 4); flips > 0; flips--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                Exception? thrown = TryLoad(bytes, out long allocated);

                Assert.True(thrown is null or ModelFormatException, $"{name}, round {round}: {thrown}");
                Assert.InRange(allocated, 0, AllowedAllocation);
            }
        }
    }

    [Fact]
    public void Streams_that_are_too_long_are_refused_unread() =>
        Assert.Contains("more than 268435456 bytes", Assert.Throws<ModelFormatException>(() => OnnxModel.Load(new LongStream())).Message, StringComparison.Ordinal);

    /// <summary>What loading throws, or null; other exceptions than those of the format come back as well.</summary>
    private static Exception? TryLoad(byte[] bytes, out long allocated)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            OnnxModel.Load(new MemoryStream(bytes));
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
        finally
        {
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static TestModel Relu() => TestModel.Of(2).Node("Relu", "x", "y");

    private static TestModel Pooling(string operatorType, params ReadOnlySpan<AttributeProto> attributes) =>
        TestModel.Of(1, 6, 6).Node(operatorType, "x", "y", [AttributeProto.OfIntegers("kernel_shape", 2, 2), .. attributes]);

    private static TestModel Padding(string inputs, params ReadOnlySpan<AttributeProto> attributes) =>
        TestModel.Of(1, 6, 6).Integers("s", 0, 0, 1, 1, 0, 0, 1, 1).Integers("t", 0, 1, 0, 0, 0, 0, 0, 0).Integers("u", 1, 1)
            .Integers("v", 0, 0, 0, 5000, 0, 0, 0, 0).Floats("w", 1).Node("Pad", inputs, "y", attributes);

    private static TestModel Convolution(params ReadOnlySpan<AttributeProto> attributes) =>
        TestModel.Of(1, 6, 6).Floats("w", 1, 1, 3, 3).Node("Conv", "x w", "y", attributes);

    private static TestModel Tensor(params long[] dimensions) => TestModel.Of(2).Tensor(writer =>
    {
        foreach (long dimension in dimensions)
        {
            writer.WriteInteger(1, dimension);
        }

        writer.WriteInteger(2, 1);
        writer.WriteString(8, "w");
        writer.WriteBytes(9, new byte[16]);
    });

    /// <summary>A thousand dense layers of 2^14 parameters that are all the same tensor.</summary>
    private static TestModel Shared()
    {
        TestModel model = TestModel.Of(128).Floats("w", 128, 128);
        for (int i = 0; i < 1000; i++)
        {
            model.Node("MatMul", i == 0 ? "x w" : $"v{i - 1} w", i == 999 ? "y" : $"v{i}");
        }

        return model;
    }

    /// <summary>Twenty values of four million floats, all of which are added at the end.</summary>
    private static TestModel Kept()
    {
        TestModel model = TestModel.Of(1, 2048, 2048);
        for (int i = 0; i < 20; i++)
        {
            model.Node("Relu", "x", $"v{i}");
        }

        for (int i = 1; i < 20; i++)
        {
            model.Node("Add", $"{(i == 1 ? "v0" : $"s{i - 1}")} v{i}", $"s{i}");
        }

        return model.Node("GlobalAveragePool", "s19", "p").Node("Flatten", "p", "y");
    }

    /// <summary>A tensor whose data lie elsewhere.</summary>
    private static TestModel.Fields External(string location) => new(writer =>
    {
        writer.WriteInteger(1, 2);
        writer.WriteInteger(1, 2);
        writer.WriteInteger(2, 1);
        writer.WriteString(8, "w");
        writer.WriteMessage(13, new MetadataProto("location", location));
        writer.WriteInteger(14, 1);
    });

    /// <summary>A part of a constant [2, 2], by so many starts and ends.</summary>
    private static TestModel Part(string inputs, string starts, string ends)
    {
        static long[] List(string text) => [.. text.Split(' ').Select(static number => number[0] - '0').Select(static number => (long)number)];
        return TestModel.Of(2).Floats("w", 2, 2).Integers("s", List(starts)).Integers("e", List(ends)).Integers("a", 0).Integers("d", 1, 1)
            .Integers("p", 0).Node("Slice", $"w {inputs}", "t").Node("MatMul", "x t", "y");
    }

    /// <summary>A constant of 2^14 values, of which many others are computed.</summary>
    private static TestModel Computed()
    {
        TestModel model = TestModel.Of(1 << 14).Integers("s", 1 << 14).Node("ConstantOfShape", "s", "c0");
        for (int i = 0; i < 200; i++)
        {
            model.Node("Neg", $"c{i}", $"c{i + 1}");
        }

        return model.Node("Add", "x c200", "y");
    }

    private static TestModel Repeated(int count)
    {
        TestModel model = TestModel.Of(2);
        for (int i = 0; i < count; i++)
        {
            model.Node("Relu", i == 0 ? "x" : $"v{i - 1}", i == count - 1 ? "y" : $"v{i}");
        }

        return model;
    }

    /// <summary>Claims 2^34 bytes, none of which may be read.</summary>
    private sealed class LongStream : ReadOnlyStream
    {
        public override bool CanSeek => true;

        public override long Length => 1L << 34;

        public override long Position { get; set; }

        public override int Read(Span<byte> buffer) => throw new InvalidOperationException("Nothing was to be read.");
    }
}
