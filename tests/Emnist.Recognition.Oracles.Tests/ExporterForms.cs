using System.Runtime.InteropServices;
using Emnist.Recognition.Onnx.Protobuf;
using Emnist.Recognition.Onnx.Protos;
using static Emnist.Recognition.Oracles.Tests.ExporterGraph;

namespace Emnist.Recognition.Oracles.Tests;

/// <summary>
/// Networks for characters in the forms in which exporters write them: those of PyTorch since 0.4.1, tf2onnx, keras2onnx, Keras and
/// CNTK. Each is for the operator sets in which it can be.
/// </summary>
internal static class ExporterForms
{
    private const int Oldest = 7;
    private const int Newest = 25;

    /// <summary>By name: the first and last operator set, and what writes the file in one of them.</summary>
    public static IReadOnlyDictionary<string, Form> All { get; } = new Dictionary<string, Form>
    {
        ["torch, flatten"] = new(Torch((g, x) => g.Node("Flatten", x, Int("axis", 1)))),
        ["torch, view(-1, n)"] = new(Torch((g, x) => g.Node("Reshape", $"{x} {g.Integers(-1, 400)}"))),
        ["torch, view(-1, n) by a Constant node"] = new(Torch((g, x) => g.Node("Reshape", $"{x} {g.IntegerNode(true, -1, 400)}"))),
        ["torch, view(size(0), -1)"] = new(Torch(static (g, x) =>
            g.Node("Reshape", $"{x} {g.Node("Concat", $"{Unsqueeze(g, BatchSize(g, x), 0)} {g.IntegerNode(true, -1)}", Int("axis", 0))}"))),
        ["torch, view(size(0), n)"] = new(Torch(static (g, x) =>
            g.Node("Reshape", $"{x} {g.Node("Concat", $"{Unsqueeze(g, BatchSize(g, x), 0)} {g.Integers(400)}", Int("axis", 0))}"))),
        ["torch, view(-1, number of features)"] = new(Torch(static (g, x) =>
        {
            string Size(int axis) => g.Node("Gather", $"{g.Node("Shape", x)} {g.IntegerNode(false, axis)}", Int("axis", 0));
            string features = g.Node("Mul", $"{g.Node("Mul", $"{Size(1)} {Size(2)}")} {Size(3)}");
            return g.Node("Reshape", $"{x} {g.Node("Concat", $"{g.Integers(-1)} {Unsqueeze(g, features, 0)}", Int("axis", 0))}");
        })),
        ["torch, batch cut out of the shape"] = new(Torch(static (g, x) =>
        {
            string first = g.OperatorSet < 10
                ? g.Node("Slice", g.Node("Shape", x), Ints("axes", 0), Ints("starts", 0), Ints("ends", 1))
                : g.Node("Slice", $"{g.Node("Shape", x)} {g.Integers(0)} {g.Integers(1)} {g.Integers(0)}");
            string batch = Unsqueeze(g, Squeeze(g, first, 0), 0);
            return g.Node("Reshape", $"{x} {g.Node("Concat", $"{g.Node("Cast", batch, Int("to", 7))} {g.Integers(-1)}", Int("axis", 0))}");
        })),
        ["torch, part of a shape, zero allowed"] = new(Torch(static (g, x) =>
        {
            string batch = g.Node("Shape", x, Int("start", 0), Int("end", 1));
            return g.Node("Reshape", $"{x} {g.Node("Concat", $"{batch} {g.Integers(400)}", Int("axis", 0))}", Int("allowzero", 1));
        }), 15),
        ["torch, reshape by 0 and -1"] = new(Torch(static (g, x) => g.Node("Reshape", $"{x} {g.Integers(0, -1)}"))),
        ["torch, log of softmax"] = new(Torch(static (g, x) => g.Node("Flatten", x), "LogSoftmax", Int("axis", 1))) { IsLogarithm = true },
        ["torch, softmax by the default axis"] = new(Torch(static (g, x) => g.Node("Flatten", x), "Softmax")),
        ["torch, batch of one"] = new(Torch(static (g, x) => g.Node("Reshape", $"{x} {g.Integers(1, -1)}"), static (_, x) => x, batch: 1)),
        ["torch, batch of one left out"] = new(Torch(static (g, x) => Unsqueeze(g, g.Node("Reshape", $"{x} {g.Integers(-1)}"), 0), static (_, x) => x, batch: 1)),
        ["torch, nodes in reverse"] = new(Torch(static (g, x) => g.Node("Flatten", x), static (_, x) => x, isBackwards: true)),
        ["torch, dropout"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = g.Node("Relu", g.Node("Gemm", $"{g.Node("Flatten", "x")} {g.Weights(32, 784)} {g.Weights(32)}", Int("transB", 1)));
            x = set < 12
                ? g.NodeOfOutputs("Dropout", x, 2, Real("ratio", 0.25f))
                : g.Node("Dropout", $"{x} {g.Floats([], 0.25f)} {g.Tensor(static tensor => { tensor.WriteInteger(2, 9); tensor.WriteBytes(9, [0]); })}");
            return g.Build(g.Node("Gemm", $"{x} {g.Weights(10, 32)} {g.Weights(10)}", Int("transB", 1)));
        }),
        ["torch, transposed weights"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 784);
            string kernel = g.Node("Transpose", g.Weights(32, 784), Ints("perm", 1, 0));
            string x = g.Node("Relu", g.Node("Add", $"{g.Weights(32)} {g.Node("MatMul", $"x {kernel}")}"));
            return g.Build(g.Node("MatMul", $"{x} {g.Node("Transpose", g.Weights(10, 32))}"));
        }),
        ["torch, normalised by numbers"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = g.Node("Div", $"{g.Node("Sub", $"x {g.FloatNode(0.1307f)}")} {g.FloatNode(0.3081f)}");
            return g.Build(Classify(g, x));
        }),
        ["torch, normalised by lists of one"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string mean = Unsqueeze(g, Unsqueeze(g, g.Floats([1], 0.1307f), 1), 2);
            string x = g.Node("Div", $"{g.Node("Sub", $"x {mean}")} {g.Floats([1, 1, 1], 0.3081f)}");
            return g.Build(Classify(g, x));
        }),
        ["torch, three channels normalised"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 3, 32, 30);
            string x = g.Node("Div", $"{g.Node("Sub", $"x {g.Positive(1, 3, 1, 1)}")} {g.Positive(3, 1, 1)}");
            x = g.Node("Relu", g.Node("Conv", $"{x} {g.Weights(5, 3, 3, 3)}"));
            return g.Build(g.Node("Gemm", $"{g.Node("Flatten", x)} {g.Weights(10, 5 * 30 * 28)} {g.Weights(10)}", Int("transB", 1)));
        }),
        ["torch, bytes divided, then normalised"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = g.Node("Div", $"x {g.FloatNode(255)}");
            x = g.Node("Mul", $"{g.Node("Add", $"{x} {g.Floats([1, 1, 1, 1], -0.5f)}")} {g.Floats([], 2)}");
            return g.Build(Classify(g, x));
        }),
        ["torch, ones to zeros"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            return g.Build(Classify(g, g.Node("Sub", $"{g.FloatNode(1)} x")));
        }),
        ["bytes, cast"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, 2, [null, 1, 28, 28]);
            return g.Build(Classify(g, g.Node("Div", $"{g.Node("Cast", "x", Int("to", 1))} {g.FloatNode(255)}")));
        }),
        ["bytes, cast and no more"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, 2, [null, 28, 28]);
            string x = g.Node("Reshape", $"{g.Node("Cast", "x", Int("to", 1))} {g.Integers(-1, 784)}");
            return g.Build(g.Node("Softmax", g.Node("Mul", $"{g.Node("Gemm", $"{x} {g.Weights(784, 10)} {g.Weights(10)}")} {g.FloatNode(0.01f)}")));
        }, 9),
        ["torch, windows padded with strides"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = g.Node("Relu", g.Node("Conv", $"x {g.Weights(6, 1, 3, 3)} {g.Weights(6)}", Ints("pads", 1, 1, 1, 1), Ints("strides", 2, 2), Int("group", 1), Ints("dilations", 1, 1)));
            x = g.Node("Conv", $"{x} {g.Weights(7, 6, 5, 3)}", Ints("pads", 4, 0, 1, 2), Ints("strides", 2, 1));
            x = g.Node("MaxPool", x, Ints("kernel_shape", 3, 3), Ints("strides", 2, 2), Ints("pads", 1, 1, 1, 1));
            return g.Build(g.Node("Gemm", $"{g.Node("Flatten", x)} {g.Weights(10, 7 * 4 * 7)} {g.Weights(10)}", Int("transB", 1)));
        }),
        ["torch, rounded up"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 27, 28);
            string x = g.Node("MaxPool", "x", Ints("kernel_shape", 2, 3), Ints("strides", 2, 3), Int("ceil_mode", 1));
            return g.Build(g.Node("Gemm", $"{g.Node("Flatten", x)} {g.Weights(10, 14 * 10)} {g.Weights(10)}", Int("transB", 1)));
        }, 10),
        ["torch, padded to the lower side"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = g.Node("Conv", $"x {g.Weights(6, 1, 4, 2)}", Text("auto_pad", "SAME_LOWER"), Ints("strides", 1, 2));
            x = g.Node("MaxPool", x, Ints("kernel_shape", 2, 2), Ints("strides", 1, 1), Text("auto_pad", "SAME_LOWER"));
            return g.Build(g.Node("Gemm", $"{g.Node("Flatten", x)} {g.Weights(10, 6 * 28 * 14)} {g.Weights(10)}", Int("transB", 1)));
        }),
        ["torch, batch normalization"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = g.Node("Conv", $"x {g.Weights(6, 1, 3, 3)}");
            x = g.Node("Relu", Normalize(g, x, 6));
            x = g.Node("Relu", Normalize(g, g.Node("Gemm", $"{g.Node("Flatten", x)} {g.Weights(16, 6 * 26 * 26)} {g.Weights(16)}", Int("transB", 1)), 16));
            return g.Build(g.Node("Gemm", $"{x} {g.Weights(10, 16)} {g.Weights(10)}", Int("transB", 1)));
        }),
        ["torch, batch normalization of a flattened image"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 12, 12);
            string x = Normalize(g, g.Node("Flatten", g.Node("Conv", $"x {g.Weights(6, 1, 3, 3)}")), 600);
            return g.Build(g.Node("Gemm", $"{x} {g.Weights(10, 600)} {g.Weights(10)}", Int("transB", 1)));
        }),
        ["keras2onnx, batch normalization over the rows"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 28, 28, 1);
            string x = g.Node("Conv", $"{g.Node("Transpose", "x", Ints("perm", 0, 3, 1, 2))} {g.Weights(4, 1, 3, 2)}");
            x = g.Node("Relu", Normalize(g, g.Node("Transpose", x, Ints("perm", 0, 2, 3, 1)), 26));
            return g.Build(g.Node("MatMul", $"{g.Node("Reshape", $"{x} {g.Integers(-1, 26 * 27 * 4)}")} {g.Weights(26 * 27 * 4, 10)}"));
        }),
        ["torch, batch normalization of three dimensions"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = g.Node("Reshape", $"{g.Node("Conv", $"x {g.Weights(4, 1, 3, 3)}")} {g.Integers(0, 4, -1)}");
            return g.Build(g.Node("Gemm", $"{g.Node("Flatten", Normalize(g, x, 4))} {g.Weights(10, 4 * 26 * 26)} {g.Weights(10)}", Int("transB", 1)));
        }),
        ["torch, global average pool and squeeze"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = g.Node("GlobalAveragePool", g.Node("Conv", $"x {g.Weights(6, 1, 3, 3)} {g.Weights(6)}"));
            return g.Build(g.Node("Gemm", $"{Squeeze(g, x, 2, 3)} {g.Weights(10, 6)} {g.Weights(10)}", Int("transB", 1)));
        }),
        ["torch, mean over height and width"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = Mean(g, g.Node("Conv", $"x {g.Weights(6, 1, 3, 3)} {g.Weights(6)}"), keepdims: 0, -1, -2);
            return g.Build(g.Node("Gemm", $"{x} {g.Weights(10, 6)} {g.Weights(10)}", Int("transB", 1)));
        }),
        ["torch, all convolutions"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = g.Node("Relu", g.Node("Conv", $"x {g.Weights(6, 1, 5, 5)} {g.Weights(6)}", Ints("strides", 2, 2)));
            x = g.Node("Conv", $"{x} {g.Weights(10, 6, 12, 12)} {g.Weights(10)}");
            return g.Build(Squeeze(g, Squeeze(g, x, 3), 2));
        }),
        ["torch, ends in a global average pool"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = g.Node("Conv", $"x {g.Weights(10, 1, 5, 5)} {g.Weights(10)}", Ints("strides", 2, 2));
            return g.Build(g.Node("Softmax", g.Node("Flatten", g.Node("GlobalAveragePool", x)), Int("axis", 1)));
        }),
        ["torch, global maximum"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = g.Node("GlobalMaxPool", g.Node("Conv", $"x {g.Weights(10, 1, 5, 5)} {g.Weights(10)}", Ints("strides", 2, 2)));
            return g.Build(g.Node("Reshape", $"{x} {g.Integers(-1, 10)}"));
        }),
        ["torch, clipped at zero"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 784);
            string x = g.Node("Gemm", $"x {g.Weights(784, 20)} {g.Weights(20)}");
            x = set < 11 ? g.Node("Clip", x, Real("min", 0)) : g.Node("Clip", $"{x} {g.Floats([], 0)}");
            return g.Build(g.Node("Gemm", $"{x} {g.Weights(20, 10)} {g.Weights(10)}"));
        }),
        ["torch, input of three dimensions"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 28, 28);
            return g.Build(Classify(g, Unsqueeze(g, "x", 1)));
        }),
        ["torch, vector made an image"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 784);
            return g.Build(Classify(g, g.Node("Reshape", $"x {g.Integers(-1, 1, 28, 28)}")));
        }),
        ["keras, vector scaled and made an image"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 784);
            string x = g.Node("Reshape", $"{g.Node("Mul", $"x {g.FloatNode(1 / 255f)}")} {g.Integers(-1, 28, 28, 1)}");
            return g.Build(Classify(g, g.Node("Transpose", x, Ints("perm", 0, 3, 1, 2))));
        }),
        ["tf2onnx, transposed once in and once out"] = new(Keras(static (g, layers) =>
        {
            string x = g.Node("Transpose", "x", Ints("perm", 0, 3, 1, 2));
            x = layers.Aggregate(x, static (value, layer) => layer(value));
            return g.Node("Transpose", x, Ints("perm", 0, 2, 3, 1));
        })),
        ["tf2onnx, reshaped in"] = new(Keras(static (g, layers) =>
        {
            string x = g.Node("Reshape", $"x {g.Integers(-1, 1, 28, 28)}");
            x = layers.Aggregate(x, static (value, layer) => layer(value));
            return g.Node("Transpose", x, Ints("perm", 0, 2, 3, 1));
        })),
        ["keras2onnx, transposed around every layer"] = new(Keras(static (g, layers) => layers.Aggregate("x", (value, layer) =>
            g.Node("Transpose", layer(g.Node("Transpose", value, Ints("perm", 0, 3, 1, 2))), Ints("perm", 0, 2, 3, 1))))),
        ["tf2onnx, bias after the transposition"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 28, 28, 1);
            string x = g.Node("Conv", $"{g.Node("Transpose", "x", Ints("perm", 0, 3, 1, 2))} {g.Weights(4, 1, 3, 3)}");
            x = g.Node("Relu", g.Node("Add", $"{g.Node("Transpose", x, Ints("perm", 0, 2, 3, 1))} {g.Weights(4)}"));
            x = g.Node("Mul", $"{x} {g.Weights(1, 1, 1, 4)}");
            x = Mean(g, x, keepdims: 1, 1, 2);
            return g.Build(g.Node("Softmax", g.Node("MatMul", $"{Squeeze(g, x, 1, 2)} {g.Weights(4, 10)}"), Int("axis", 1)));
        }),
        ["keras, scaled and shifted"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 28, 28, 1);
            string x = g.Node("Add", $"{g.Node("Mul", $"x {g.Floats([], 1 / 127.5f)}")} {g.Floats([], -1)}");
            return g.Build(Classify(g, g.Node("Transpose", x, Ints("perm", 0, 3, 1, 2))));
        }),
        ["keras, dense layers on [28, 28]"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 28, 28);
            string x = g.Node("Reshape", $"x {g.Integers(-1, 784)}");
            x = g.Node("Relu", g.Node("Add", $"{g.Node("MatMul", $"{x} {g.Weights(784, 16)}")} {g.Weights(16)}"));
            return g.Build(g.Node("Softmax", g.Node("Add", $"{g.Node("MatMul", $"{x} {g.Weights(16, 10)}")} {g.Weights(10)}"), Int("axis", -1)));
        }, 7),
        ["keras, dense layers on [28, 28, 1], identity at the end"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 28, 28, 1);
            string x = g.Node("Reshape", $"{g.Node("Cast", "x", Int("to", 1))} {g.Integers(-1, 784)}");
            x = g.Node("Gemm", $"{x} {g.Weights(784, 10)} {g.Weights(10)}");
            return g.Build(g.Node("Identity", g.Node("Softmax", x, Int("axis", 1))));
        }),
        ["keras, batch normalization taken apart"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 784);
            string x = g.Node("Relu", g.Node("Add", $"{g.Node("MatMul", $"x {g.Weights(784, 16)}")} {g.Weights(16)}"));
            string scale = g.Node("Mul", $"{g.Positive(16)} {g.Node("Reciprocal", g.Node("Sqrt", g.Node("Add", $"{g.Positive(16)} {g.Floats([], 1e-3f)}")))}");
            x = g.Node("Add", $"{g.Node("Mul", $"{x} {scale}")} {g.Weights(16)}");
            return g.Build(g.Node("MatMul", $"{x} {g.Weights(16, 10)}"));
        }),
        ["keras, flattened by the shape"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 28, 28, 1);
            string shape = g.Node("Cast", g.Node("Shape", "x"), Int("to", 7));
            string rest = g.OperatorSet < 10
                ? g.Node("Slice", shape, Ints("axes", 0), Ints("starts", 1), Ints("ends", 4))
                : g.Node("Slice", $"{shape} {g.Integers(1)} {g.Integers(int.MaxValue)}");
            string features = g.OperatorSet < 18
                ? g.Node("ReduceProd", rest, Ints("axes", 0), Int("keepdims", 0))
                : g.Node("ReduceProd", $"{rest} {g.Integers(0)}", Int("keepdims", 0));
            string target = g.Node("Concat", $"{g.Integers(-1)} {Unsqueeze(g, features, 0)}", Int("axis", 0));
            return g.Build(g.Node("MatMul", $"{g.Node("Reshape", $"x {target}")} {g.Weights(784, 10)}"));
        }),
        ["torch, lenet of tanh and means"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = g.Node("Tanh", g.Node("Conv", $"x {g.Weights(6, 1, 5, 5)} {g.Weights(6)}", Ints("pads", 2, 2, 2, 2)));
            x = g.Node("AveragePool", x, Ints("kernel_shape", 2, 2), Ints("strides", 2, 2));
            x = g.Node("Sigmoid", g.Node("Conv", $"{x} {g.Weights(16, 6, 5, 5)} {g.Weights(16)}"));
            x = g.Node("AveragePool", x, Ints("kernel_shape", 3, 3), Ints("strides", 2, 2), Ints("pads", 1, 1, 1, 1), Int("count_include_pad", 1));
            x = g.Node("LeakyRelu", g.Node("Gemm", $"{g.Node("Flatten", x)} {g.Weights(20, 16 * 5 * 5)} {g.Weights(20)}", Int("transB", 1)), Real("alpha", 0.1f));
            x = g.Node("Elu", g.Node("Gemm", $"{x} {g.Weights(20, 20)} {g.Weights(20)}"));
            return g.Build(g.Node("Sigmoid", g.Node("Gemm", $"{x} {g.Weights(10, 20)} {g.Weights(10)}", Int("transB", 1))));
        }),
        ["torch, means at the edges"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 27, 28);
            string x = g.Node("AveragePool", "x", Ints("kernel_shape", 3, 3), Ints("strides", 2, 2), Ints("pads", 1, 0, 1, 2));
            x = g.Node("AveragePool", x, Ints("kernel_shape", 3, 2), Ints("strides", 1, 2), Text("auto_pad", "SAME_LOWER"));
            return g.Build(g.Node("Gemm", $"{g.Node("Flatten", x)} {g.Weights(10, 14 * 7)} {g.Weights(10)}", Int("transB", 1)));
        }),
        ["torch, means rounded up"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 27, 28);
            string x = g.Node("AveragePool", "x", Ints("kernel_shape", 2, 3), Ints("strides", 2, 3), Int("ceil_mode", 1));
            return g.Build(g.Node("Gemm", $"{g.Node("Flatten", x)} {g.Weights(10, 14 * 10)} {g.Weights(10)}", Int("transB", 1)));
        }, 10),
        ["torch, convolutions of separate channels, groups and holes"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = g.Node("Relu", g.Node("Conv", $"x {g.Weights(8, 1, 3, 3)} {g.Weights(8)}", Ints("pads", 1, 1, 1, 1), Ints("strides", 2, 2)));
            x = Normalize(g, g.Node("Conv", $"{x} {g.Weights(8, 1, 3, 3)}", Ints("pads", 1, 1, 1, 1), Ints("strides", 2, 2), Int("group", 8)), 8);
            x = g.Node("Conv", $"{x} {g.Weights(16, 1, 3, 2)}", Ints("pads", 2, 0, 0, 1), Int("group", 8));
            x = g.Node("Conv", $"{x} {g.Weights(12, 4, 3, 3)} {g.Weights(12)}", Ints("pads", 2, 2, 2, 2), Ints("dilations", 2, 2), Int("group", 4));
            x = g.Node("GlobalAveragePool", x);
            return g.Build(g.Node("Gemm", $"{g.Node("Flatten", x)} {g.Weights(10, 12)} {g.Weights(10)}", Int("transB", 1)));
        }),
        ["torch, zeros around"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 26, 28);
            string x = g.Node("Conv", $"{Pad(g, "x", 0, 0, 1, 2, 0, 0, 3, 0)} {g.Weights(4, 1, 3, 3)} {g.Weights(4)}", Ints("strides", 2, 2));
            // ONNX Runtime takes these zeros for padding, which is never the maximum: they are none below zero.
            x = g.Node("MaxPool", Pad(g, g.Node("Relu", x), 0, 0, 1, 1, 0, 0, 0, 0), Ints("kernel_shape", 2, 2), Ints("strides", 2, 2));
            return g.Build(g.Node("Gemm", $"{g.Node("Flatten", x)} {g.Weights(10, 4 * 7 * 7)} {g.Weights(10)}", Int("transB", 1)));
        }),
        ["torch, zeros around, by a table of pads"] = new((set, seed) =>
        {
            // As PyTorch writes F.pad: from the last axis on, each with what is before and after it, and zeros for the axes left out.
            var g = new ExporterGraph(set, seed, null, 1, 26, 28);
            string rest = g.NodeOf("ConstantOfShape", g.IntegerNode(true, 4), static a =>
            {
                a.WriteString(1, "value");
                a.WriteMessage(5, TensorProto.Create("", [0L]));
                a.WriteInteger(20, 4);
            });
            AttributeProto[] zeros = set < 14 ? [] : [Int("allowzero", 0)];
            string table = g.Node("Reshape", $"{g.Node("Concat", $"{g.IntegerNode(true, 2, 0, 1, 3)} {rest}", Int("axis", 0))} {g.IntegerNode(true, -1, 2)}", zeros);
            table = g.Node("Slice", $"{table} {g.IntegerNode(true, -1)} {g.IntegerNode(true, -long.MaxValue)} {g.IntegerNode(true, 0)} {g.IntegerNode(true, -1)}");
            string pads = g.Node("Reshape", $"{g.Node("Transpose", table, Ints("perm", 1, 0))} {g.IntegerNode(true, -1)}", zeros);
            string x = g.Node("Pad", $"x {g.Node("Cast", pads, Int("to", 7))}", Text("mode", "constant"));
            x = g.Node("Relu", g.Node("Conv", $"{x} {g.Weights(4, 1, 3, 3)} {g.Weights(4)}"));
            return g.Build(g.Node("Gemm", $"{g.Node("Flatten", x)} {g.Weights(10, 4 * 28 * 28)} {g.Weights(10)}", Int("transB", 1)));
        }, 11),
        ["zeros around some axes"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 26, 28);
            string x = g.Node("Pad", $"x {g.Integers(2, 1, 0, 3)} {g.Floats([], 0)} {g.Integers(-1, 2)}");
            x = g.Node("Relu", g.Node("Conv", $"{x} {g.Weights(4, 1, 3, 3)} {g.Weights(4)}"));
            return g.Build(g.Node("Gemm", $"{g.Node("Flatten", x)} {g.Weights(10, 4 * 28 * 28)} {g.Weights(10)}", Int("transB", 1)));
        }, 18),
        ["torch, sizes multiplied as floats"] = new(Torch(static (g, x) =>
        {
            string Size(int axis) => g.Node("Cast", g.Node("Gather", $"{g.Node("Shape", x)} {g.IntegerNode(false, axis)}", Int("axis", 0)), Int("to", 1));
            string one = g.Node("Cast", g.IntegerNode(false, 1), Int("to", 1));
            string half = g.Node("Floor", g.Node("Div", $"{g.Node("Mul", $"{Size(1)} {Size(2)}")} {g.FloatNode(2)}"));
            string features = g.Node("Cast", g.Node("Mul", $"{g.Node("Mul", $"{half} {Size(3)}")} {g.FloatNode(2)}"), Int("to", 7));
            string batch = g.Node("Cast", g.Node("Mul", $"{Size(0)} {one}"), Int("to", 7));
            return g.Node("Reshape", $"{x} {g.Node("Concat", $"{Unsqueeze(g, batch, 0)} {Unsqueeze(g, features, 0)}", Int("axis", 0))}");
        })),
        ["torch, dense layers on [batch, 1, length]"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = g.Node("Conv", $"x {g.Weights(3, 1, 3, 3)}", Ints("strides", 2, 2));
            x = g.Node("MatMul", $"{g.Node("Reshape", $"{x} {g.Integers(-1, 1, 507)}")} {g.Weights(507, 16)}");
            x = g.Node("MatMul", $"{g.Node("Relu", g.Node("Add", $"{x} {g.Weights(16)}"))} {g.Weights(16, 10)}");
            return g.Build(Squeeze(g, x, 1));
        }),
        ["torch, input of [batch, 1, length]"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 784);
            return g.Build(g.Node("Gemm", $"{g.Node("Flatten", "x")} {g.Weights(10, 784)} {g.Weights(10)}", Int("transB", 1)));
        }),
        ["torch, convolution of a mean over the image"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = g.Node("GlobalAveragePool", g.Node("Relu", g.Node("Conv", $"x {g.Weights(6, 1, 3, 3)} {g.Weights(6)}")));
            x = Normalize(g, g.Node("Conv", $"{x} {g.Weights(8, 6, 1, 1)}", Ints("kernel_shape", 1, 1), Ints("pads", 0, 0, 0, 0), Int("group", 1)), 8);
            x = g.Node("Add", $"{g.Node("Conv", $"{g.Node("Relu", x)} {g.Weights(10, 8, 1, 1)}", Ints("strides", 1, 1))} {g.Weights(10, 1, 1)}");
            return g.Build(g.Node("Flatten", x));
        }),
        ["keras, convolution of a mean over the image"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 28, 28, 1);
            string x = g.Node("Conv", $"{g.Node("Transpose", "x", Ints("perm", 0, 3, 1, 2))} {g.Weights(6, 1, 3, 3)}");
            x = Mean(g, x, keepdims: 1, 2, 3);
            return g.Build(Squeeze(g, g.Node("Conv", $"{x} {g.Weights(10, 6, 1, 1)} {g.Weights(10)}", Text("auto_pad", "SAME_UPPER")), 2, 3));
        }),
        ["Gemm by alpha and beta"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 2, 6, 6);
            string x = g.Node("Gemm", $"{g.Node("Flatten", "x")} {g.Weights(20, 72)} {g.Weights(1, 20)}", Int("transB", 1), Real("alpha", 0.5f), Real("beta", -2));
            x = g.Node("Gemm", $"{g.Node("Relu", x)} {g.Weights(20, 10)} {g.Floats([], 0.25f)}", Real("beta", 3));
            return g.Build(g.Node("Gemm", $"{x} {g.Weights(10, 10)} {g.Floats([1], 0.5f)}", Real("alpha", -1)));
        }),
        ["torch, logarithm of a softmax"] = new(Torch(static (g, x) => g.Node("Flatten", x), static (g, x) => g.Node("Log", g.Node("Softmax", x, Int("axis", 1))))) { IsLogarithm = true },
        ["torch, negated"] = new(Torch(static (g, x) => g.Node("Flatten", g.Node("Neg", x)), static (g, x) => g.Node("Neg", x))),
        ["torch, one slope below zero"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = g.Node("PRelu", $"{g.Node("Conv", $"x {g.Weights(4, 1, 3, 3)} {g.Weights(4)}")} {g.Floats([1, 1, 1], 0.3f)}");
            x = g.Node("PRelu", $"{g.Node("Gemm", $"{g.Node("Flatten", x)} {g.Weights(16, 4 * 26 * 26)} {g.Weights(16)}", Int("transB", 1))} {g.Floats([16], [.. Enumerable.Repeat(0.1f, 16)])}");
            return g.Build(g.Node("Gemm", $"{x} {g.Weights(10, 16)} {g.Weights(10)}", Int("transB", 1)));
        }),
        ["keras, zeros around channels last"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 28, 28, 1);
            string x = g.Node("Transpose", Pad(g, "x", 0, 1, 2, 0, 0, 3, 0, 0), Ints("perm", 0, 3, 1, 2));
            x = g.Node("Transpose", g.Node("Conv", $"{x} {g.Weights(4, 1, 5, 5)} {g.Weights(4)}", Ints("strides", 2, 2)), Ints("perm", 0, 2, 3, 1));
            x = g.Node("Reshape", $"{Pad(g, x, 0, 0, 1, 0, 0, 1, 0, 0)} {g.Integers(-1, 15 * 14 * 4)}");
            return g.Build(g.Node("MatMul", $"{x} {g.Weights(15 * 14 * 4, 10)}"));
        }),
        ["torch, swish and gelu"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 784);
            string x = g.Node("Gemm", $"x {g.Weights(784, 20)} {g.Weights(20)}");
            x = g.Node("Mul", $"{x} {g.Node("Sigmoid", x)}");
            x = g.Node("Gemm", $"{x} {g.Weights(20, 20)} {g.Weights(20)}");
            string erf = g.Node("Erf", g.Node("Div", $"{x} {g.FloatNode(1.4142135f)}"));
            x = g.Node("Mul", $"{g.Node("Mul", $"{x} {g.Node("Add", $"{erf} {g.FloatNode(1)}")}")} {g.FloatNode(0.5f)}");
            return g.Build(g.Node("Gemm", $"{x} {g.Weights(20, 10)} {g.Weights(10)}"));
        }, 9),
        ["torch, residual blocks"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = g.Node("Relu", Normalize(g, g.Node("Conv", $"x {g.Weights(8, 1, 3, 3)}", Ints("pads", 1, 1, 1, 1)), 8));
            string y = g.Node("Relu", Normalize(g, g.Node("Conv", $"{x} {g.Weights(8, 8, 3, 3)}", Ints("pads", 1, 1, 1, 1)), 8));
            x = g.Node("Relu", g.Node("Add", $"{Normalize(g, g.Node("Conv", $"{y} {g.Weights(8, 8, 3, 3)}", Ints("pads", 1, 1, 1, 1)), 8)} {x}"));
            y = g.Node("Conv", $"{x} {g.Weights(16, 8, 3, 3)} {g.Weights(16)}", Ints("pads", 1, 1, 1, 1), Ints("strides", 2, 2));
            string around = g.Node("Conv", $"{x} {g.Weights(16, 8, 1, 1)} {g.Weights(16)}", Ints("strides", 2, 2));
            x = g.Node("GlobalAveragePool", g.Node("Relu", g.Node("Sum", $"{y} {around} {y}")));
            return g.Build(g.Node("Gemm", $"{g.Node("Flatten", x)} {g.Weights(10, 16)} {g.Weights(10)}", Int("transB", 1)));
        }, 8),
        ["keras, residual of transposed images"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 28, 28, 1);
            string x = g.Node("Transpose", "x", Ints("perm", 0, 3, 1, 2));
            x = g.Node("Transpose", g.Node("Conv", $"{x} {g.Weights(5, 1, 3, 3)}"), Ints("perm", 0, 2, 3, 1));
            string y = g.Node("Relu", g.Node("Add", $"{x} {g.Weights(5)}"));
            x = g.Node("Add", $"{y} {g.Node("Mul", $"{x} {g.Floats([], 0.5f)}")}");
            return g.Build(g.Node("MatMul", $"{g.Node("Reshape", $"{x} {g.Integers(-1, 26 * 26 * 5)}")} {g.Weights(26 * 26 * 5, 10)}"));
        }),
        ["the input around its first layer, as bytes"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = g.Node("Div", $"x {g.FloatNode(255)}");
            string y = g.Node("Conv", $"{x} {g.Weights(1, 1, 3, 3)}", Ints("pads", 1, 1, 1, 1));
            x = g.Node("Flatten", g.Node("Add", $"{y} {x}"));
            return g.Build(g.Node("Gemm", $"{x} {g.Weights(10, 784)} {g.Weights(10)}", Int("transB", 1)));
        }),
        ["the input around its own scaling"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 1, 28, 28);
            string x = g.Node("Add", $"{g.Node("Mul", $"x {g.FloatNode(0.01f)}")} x");
            return g.Build(g.Node("Gemm", $"{g.Node("Flatten", x)} {g.Weights(10, 784)} {g.Weights(10)}", Int("transB", 1)));
        }),
        ["cntk"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, 1, 1, 28, 28);
            string x = g.Node("Mul", $"x {g.Floats([], 0.00390625f)}");
            x = g.Node("Conv", $"{x} {g.Weights(8, 1, 5, 5)}", Text("auto_pad", "SAME_UPPER"), Ints("dilations", 1, 1), Ints("kernel_shape", 5, 5), Ints("strides", 1, 1), Int("group", 1));
            x = g.Node("Relu", g.Node("Add", $"{x} {g.Weights(8, 1, 1)}"));
            x = g.Node("MaxPool", x, Text("auto_pad", "NOTSET"), Ints("kernel_shape", 2, 2), Ints("strides", 2, 2), Ints("pads", 0, 0, 0, 0));
            x = g.Node("Conv", $"{x} {g.Weights(16, 8, 5, 5)}", Text("auto_pad", "SAME_UPPER"), Ints("kernel_shape", 5, 5));
            x = g.Node("Relu", g.Node("Add", $"{x} {g.Weights(16, 1, 1)}"));
            x = g.Node("MaxPool", x, Text("auto_pad", "VALID"), Ints("kernel_shape", 3, 3), Ints("strides", 3, 3));
            string kernel = g.Node("Reshape", $"{g.Weights(16, 4, 4, 10)} {g.Integers(256, 10)}");
            x = g.Node("MatMul", $"{g.Node("Reshape", $"{x} {g.Integers(1, 256)}")} {kernel}");
            return g.Build(g.Node("Add", $"{x} {g.Weights(1, 10)}"));
        }),
        ["constants in all forms"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, null, 4);
            string scale = g.ConstantNode(static a => { a.WriteString(1, "value_float"); a.WriteFloat(2, 1.5f); a.WriteInteger(20, 1); });
            string offset = g.ConstantNode(static a => { a.WriteString(1, "value_floats"); a.WriteFloat(7, 1); a.WriteFloat(7, 2); a.WriteFloat(7, 3); a.WriteFloat(7, 4); a.WriteInteger(20, 6); });
            string shape = g.ConstantNode(static a => { a.WriteString(1, "value_ints"); a.WriteInteger(8, -1); a.WriteInteger(8, 4); a.WriteInteger(20, 7); });
            string ones = g.NodeOf("ConstantOfShape", g.IntegerNode(true, 4), static a =>
            {
                a.WriteString(1, "value");
                a.WriteMessage(5, TensorProto.Create("", [1], [1]));
                a.WriteInteger(20, 4);
            });
            string x = g.Node("Add", $"{g.Node("Mul", $"x {scale}")} {offset}");
            return g.Build(g.Node("Sub", $"{g.Node("Reshape", $"{x} {shape}")} {ones}"));
        }, 12),
        ["weights of other sizes"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, 1, [null, 4]);
            Half[] halves = [.. Enumerable.Range(0, 12).Select(static i => (Half)((i - 6) / 7f))];
            string Raw(params int[] sizes) => g.Tensor(t => { Sizes(t, sizes); t.WriteInteger(2, 10); t.WriteBytes(9, MemoryMarshal.AsBytes<Half>(halves)); });
            string Typed(params int[] sizes) => g.Tensor(t =>
            {
                Sizes(t, sizes);
                t.WriteInteger(2, 10);
                foreach (Half half in halves)
                {
                    t.WriteInteger(5, BitConverter.HalfToUInt16Bits(half));
                }
            });
            string Double(params int[] sizes) => g.Tensor(t => { Sizes(t, sizes); t.WriteInteger(2, 11); t.WriteBytes(10, MemoryMarshal.AsBytes<double>(Enumerable.Range(0, 12).Select(static i => (i - 5) / 9.0).ToArray())); });
            string Float(string name) => g.Node("Cast", name, Int("to", 1));
            string x = g.Node("MatMul", $"{g.Node("MatMul", $"x {Float(Raw(4, 3))}")} {Float(Double(3, 4))}");
            return g.Build(g.Node("MatMul", $"{x} {Float(Typed(4, 3))}"));
        }),
        ["a network of doubles"] = new((set, seed) =>
        {
            var g = new ExporterGraph(set, seed, 11, [null, 4]);
            string kernel = g.Tensor(t => { Sizes(t, 4, 3); t.WriteInteger(2, 11); t.WriteBytes(9, MemoryMarshal.AsBytes<double>(Enumerable.Range(0, 12).Select(static i => (i - 5) / 9.0).ToArray())); });
            return g.Build(g.Node("Cast", g.Node("MatMul", $"x {kernel}"), Int("to", 1)));
        }, 9),
    };

    /// <summary>Each form with each of its operator sets.</summary>
    public static IEnumerable<(string Name, int OperatorSet)> Pairs =>
        from form in All from set in Enumerable.Range(form.Value.First, form.Value.Last - form.Value.First + 1) select (form.Key, set);

    /// <summary>Two convolutions and a dense layer, with a way to flatten between them.</summary>
    private static Func<int, int, byte[]> Torch(Func<ExporterGraph, string, string> flatten) => Torch(flatten, static (_, x) => x);

    private static Func<int, int, byte[]> Torch(Func<ExporterGraph, string, string> flatten, string last, params AttributeProto[] attributes) =>
        Torch(flatten, (g, x) => g.Node(last, x, attributes));

    private static Func<int, int, byte[]> Torch(
        Func<ExporterGraph, string, string> flatten, Func<ExporterGraph, string, string> last, int? batch = null, bool isBackwards = false) => (set, seed) =>
    {
        var g = new ExporterGraph(set, seed, batch, 1, 28, 28) { IsBackwards = isBackwards };
        string x = Pool(g, g.Node("Relu", g.Node("Conv", $"x {g.Weights(8, 1, 3, 3)} {g.Weights(8)}", Ints("kernel_shape", 3, 3), Ints("pads", 0, 0, 0, 0), Int("group", 1))));
        x = Pool(g, g.Node("Relu", g.Node("Conv", $"{x} {g.Weights(16, 8, 3, 3)} {g.Weights(16)}")));
        x = g.Node("Gemm", $"{flatten(g, x)} {g.Weights(10, 400)} {g.Weights(10)}", Int("transB", 1), Real("alpha", 1), Real("beta", 1));
        return g.Build(last(g, x));
    };

    /// <summary>Layers that take images with their channels first, in an exporter's way to do that to images that have them last.</summary>
    private static Func<int, int, byte[]> Keras(Func<ExporterGraph, Func<string, string>[], string> arrange) => (set, seed) =>
    {
        var g = new ExporterGraph(set, seed, null, 28, 28, 1);
        string x = arrange(g,
        [
            value => g.Node("Relu", g.Node("Conv", $"{value} {g.Weights(6, 1, 3, 3)} {g.Weights(6)}")),
            value => Normalize(g, value, 6),
            value => Pool(g, value),
            value => g.Node("Relu", g.Node("Conv", $"{value} {g.Weights(8, 6, 3, 3)}", Text("auto_pad", "SAME_UPPER"))),
        ]);
        x = g.Node("MatMul", $"{g.Node("Reshape", $"{x} {g.Integers(-1, 13 * 13 * 8)}")} {g.Weights(13 * 13 * 8, 10)}");
        return g.Build(g.Node("Softmax", g.Node("Add", $"{x} {g.Weights(10)}"), Int("axis", 1)));
    };

    private static string Classify(ExporterGraph g, string image)
    {
        string x = Pool(g, g.Node("Relu", g.Node("Conv", $"{image} {g.Weights(8, 1, 3, 3)} {g.Weights(8)}", Ints("pads", 1, 1, 1, 1))));
        return g.Node("Gemm", $"{g.Node("Flatten", x)} {g.Weights(10, 8 * 14 * 14)} {g.Weights(10)}", Int("transB", 1));
    }

    private static string Normalize(ExporterGraph g, string x, int channels) => g.Node(
        "BatchNormalization", $"{x} {g.Positive(channels)} {g.Weights(channels)} {g.Weights(channels)} {g.Positive(channels)}",
        g.OperatorSet < 9 ? [Int("spatial", 1), Real("epsilon", 1e-3f)] : [Real("epsilon", 1e-3f)]);

    private static string Pool(ExporterGraph g, string x) => g.Node("MaxPool", x, Ints("kernel_shape", 2, 2), Ints("strides", 2, 2));

    private static string BatchSize(ExporterGraph g, string x) =>
        g.Node("Gather", $"{g.Node("Shape", x)} {g.IntegerNode(isList: false, 0)}", Int("axis", 0));

    private static string Unsqueeze(ExporterGraph g, string x, int axis) => g.OperatorSet < 13
        ? g.Node("Unsqueeze", x, Ints("axes", axis))
        : g.Node("Unsqueeze", $"{x} {g.Integers(axis)}");

    private static string Squeeze(ExporterGraph g, string x, params int[] axes) => g.OperatorSet < 13
        ? g.Node("Squeeze", x, Ints("axes", axes))
        : g.Node("Squeeze", $"{x} {g.Integers([.. axes.Select(static axis => (long)axis)])}");

    private static string Pad(ExporterGraph g, string x, params int[] pads) => g.OperatorSet < 11
        ? g.Node("Pad", x, Ints("pads", pads), Text("mode", "constant"), Real("value", 0))
        : g.Node("Pad", $"{x} {g.Integers([.. pads.Select(static pad => (long)pad)])}", Text("mode", "constant"));

    private static string Mean(ExporterGraph g, string x, int keepdims, params int[] axes) => g.OperatorSet < 18
        ? g.Node("ReduceMean", x, Ints("axes", axes), Int("keepdims", keepdims))
        : g.Node("ReduceMean", $"{x} {g.Integers([.. axes.Select(static axis => (long)axis)])}", Int("keepdims", keepdims));

    private static void Sizes(ProtobufWriter tensor, params int[] sizes)
    {
        foreach (int size in sizes)
        {
            tensor.WriteInteger(1, size);
        }
    }

    /// <summary>A way to write a network, and the operator sets in which it can be.</summary>
    internal sealed record Form(Func<int, int, byte[]> Write, int First = Oldest, int Last = Newest)
    {
        public bool IsLogarithm { get; init; }

        public static implicit operator Form(Func<int, int, byte[]> write) => new(write);
    }
}
