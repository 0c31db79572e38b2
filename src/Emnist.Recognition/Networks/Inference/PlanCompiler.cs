using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks.Inference;

/// <summary>
/// Turns a network's operations into the steps of a plan. What follows a convolution goes into it where it alone takes the
/// convolution's output: a batch normalization into its weights, and a ReLU and a pooling into its last pass; likewise a ReLU into
/// the addition before it.
/// </summary>
internal sealed class PlanCompiler
{
    /// <summary>The value that is the network's input; the others are numbered as they come.</summary>
    private const int InputValue = 0;

    private readonly List<PlanOperation> _operations = [];

    /// <summary>For each value, the operations that take it, as often as they do; null stands for the plan's output.</summary>
    private readonly List<List<PlanOperation?>> _takers = [[]];
    private readonly HashSet<PlanOperation> _absorbed = [];
    private readonly List<PlannedStep> _steps = [];
    private readonly bool _winograd;

    /// <param name="operations">The operations, in topological order; the last gives the output.</param>
    /// <param name="winograd">Whether convolutions may run by Winograd's filtering; false computes all directly.</param>
    private PlanCompiler(IReadOnlyList<NetworkLayer> operations, bool winograd)
    {
        _winograd = winograd;
        var values = new Dictionary<NetworkLayer, int>();
        foreach (NetworkLayer layer in operations)
        {
            int[] inputs = [.. layer.Sources.Select(source => source is null ? InputValue : values[source])];

            // What changes nothing in prediction is no operation: its value is its input.
            values[layer] = layer.Definition.KeepsValues ? inputs[0] : AddOperation(layer, inputs);
        }

        OutputValue = values[operations[^1]];
        _takers[OutputValue].Add(null);
    }

    private int OutputValue { get; set; }

    /// <param name="operations">The operations, in topological order; the last gives the output.</param>
    /// <param name="softmax">The shape of the output over whose channels a softmax ends the plan; null for none.</param>
    /// <param name="winograd">Whether convolutions may run by Winograd's filtering; false computes all directly.</param>
    /// <returns>The steps in their order, and the value that is the plan's output. Value 0 is its input.</returns>
    public static (IReadOnlyList<PlannedStep> Steps, int Output) Compile(
        IReadOnlyList<NetworkLayer> operations, TensorShape? softmax, bool winograd)
    {
        var compiler = new PlanCompiler(operations, winograd);
        foreach (PlanOperation operation in compiler._operations.Where(operation => !compiler._absorbed.Contains(operation)))
        {
            compiler.Compile(operation);
        }

        if (softmax is { } shape)
        {
            int probabilities = compiler.NewValue();
            compiler._steps.Add(new PlannedStep(
                new SoftmaxPlanStep(shape.Length, shape.Channels), [compiler.OutputValue], probabilities));
            compiler.OutputValue = probabilities;
        }

        return (compiler._steps, compiler.OutputValue);
    }

    private int AddOperation(NetworkLayer layer, int[] inputs)
    {
        int value = NewValue();
        var operation = new PlanOperation(layer, inputs, value);
        _operations.Add(operation);
        foreach (int input in inputs)
        {
            _takers[input].Add(operation);
        }

        return value;
    }

    private int NewValue()
    {
        _takers.Add([]);
        return _takers.Count - 1;
    }

    private void Compile(PlanOperation operation)
    {
        NetworkLayer layer = operation.Layer;
        int length = layer.InputShape.Length;
        int channels = layer.InputShape.Channels;
        switch (layer.Definition)
        {
            case Conv2D convolution:
                CompileConvolution(operation, LayerGeometry.Create(convolution, layer));
                break;
            case DepthwiseConv2D convolution:
                CompileConvolution(operation, LayerGeometry.Create(convolution, layer));
                break;
            case RepeatChannels repetition:
                AddStep(operation, new RepeatChannelsPlanStep(length, repetition.Times));
                break;
            case Dense dense:
                CompileConvolution(operation, LayerGeometry.Create(dense, layer));
                break;
            case Add:
                CompileAddition(operation, length);
                break;
            case BatchNormalization normalization:
                (float[] scale, float[] shift) = Fold(normalization, layer);
                AddStep(operation, new ScaleAndShiftPlanStep(length, scale, shift));
                break;
            case Rescaling rescaling:
                (float[] factors, float[] offsets) = rescaling.Expand(layer.InputShape);
                AddStep(operation, new ScaleAndShiftPlanStep(length, factors, offsets));
                break;
            case Activation { Function: ActivationFunction.Relu }:
                AddStep(operation, new ReluPlanStep(length));
                break;
            case Activation { Function: ActivationFunction.Softmax }:
                AddStep(operation, new SoftmaxPlanStep(length, channels));
                break;
            case Activation activation:
                AddStep(operation, new PointwisePlanStep(length, PointwiseFunctions.Create(activation)));
                break;
            case MaxPooling2D pooling:
                AddStep(operation, new MaxPoolingPlanStep(LayerGeometry.Create(pooling, layer)));
                break;
            case AveragePooling2D pooling:
                AddStep(operation, new AveragePoolingPlanStep(LayerGeometry.Create(pooling, layer)));
                break;
            case ZeroPadding2D padding:
                CompilePadding(operation, LayerGeometry.Create(padding, layer));
                break;
            case GlobalAveragePooling2D:
                AddStep(operation, new GlobalAveragePoolingPlanStep(length, channels));
                break;
            default:
                throw new NotSupportedException($"No plan is known for a {layer.Definition.GetType().Name} layer.");
        }
    }

    private void CompileConvolution(PlanOperation operation, ConvolutionGeometry geometry)
    {
        NetworkLayer layer = operation.Layer;
        bool usesWinograd = _winograd && WinogradTiling.Fits(SimdKernels.Best, geometry);
        float[] kernel = layer.Parameters[0].Values.ToArray();
        float[] bias = layer.Find("bias") is { } values ? values.Values.ToArray() : new float[geometry.OutputChannels];
        (bool relu, bool pooled, int value) = (false, false, operation.Value);
        while (!pooled && OnlyTaker(value) is { } next)
        {
            switch (next.Layer.Definition)
            {
                // After a Flatten there is a factor for each place of the image, which no kernel holds.
                case BatchNormalization normalization when !relu && next.Layer.InputShape.Channels == geometry.OutputChannels:
                    (float[] scale, float[] shift) = Fold(normalization, next.Layer);
                    ChannelMath.ScaleAndShift(kernel, scale, new float[scale.Length], kernel);
                    ChannelMath.ScaleAndShift(bias, scale, shift, bias);
                    break;
                case Rescaling rescaling when !relu && rescaling.Expand(next.Layer.InputShape) is var (factors, offsets)
                    && factors.Length == geometry.OutputChannels:
                    ChannelMath.ScaleAndShift(kernel, factors, new float[factors.Length], kernel);
                    ChannelMath.ScaleAndShift(bias, factors, offsets, bias);
                    break;
                case Activation { Function: ActivationFunction.Relu }:
                    relu = true;
                    break;
                case MaxPooling2D pooling when usesWinograd && Halves(LayerGeometry.Create(pooling, next.Layer)):
                    pooled = true;
                    break;
                default:
                    next = null;
                    break;
            }

            if (next is null)
            {
                break;
            }

            value = Absorb(next);
        }

        PlanStep step = usesWinograd ? new WinogradPlanStep(geometry, kernel, bias, relu, pooled)
            : geometry.IsDepthwise ? new DepthwisePlanStep(geometry, kernel, bias, relu)
            : new ConvolutionPlanStep(geometry, kernel, bias, relu);
        _steps.Add(new PlannedStep(step, operation.Inputs, value));
    }

    /// <summary>
    /// A frame of zeros goes into the convolution that alone takes it, and into a mean where no window reaches beyond it: padding has
    /// no part in a mean, and the frame's zeros do.
    /// </summary>
    private void CompilePadding(PlanOperation operation, PaddingGeometry frame)
    {
        PlanOperation? next = OnlyTaker(operation.Value);
        PlanOperation? joined = next is null ? null : next with { Inputs = operation.Inputs };
        switch (next?.Layer.Definition)
        {
            case ZeroPadding2D padding:
                Absorb(next);
                CompilePadding(joined!, frame.Join(LayerGeometry.Create(padding, next.Layer)));
                break;
            case Conv2D convolution:
                Absorb(next);
                CompileConvolution(joined!, frame.Unframe(LayerGeometry.Create(convolution, next.Layer)));
                break;
            case DepthwiseConv2D convolution:
                Absorb(next);
                CompileConvolution(joined!, frame.Unframe(LayerGeometry.Create(convolution, next.Layer)));
                break;
            case AveragePooling2D { StaysInside: true } pooling:
                Absorb(next);
                AddStep(joined!, new AveragePoolingPlanStep(frame.Unframe(LayerGeometry.Create(pooling, next.Layer))));
                break;
            default:
                AddStep(operation, new ZeroPaddingPlanStep(frame));
                break;
        }
    }

    /// <summary>One input after the other, the ReLU with the last.</summary>
    private void CompileAddition(PlanOperation operation, int length)
    {
        PlanOperation? relu = OnlyTaker(operation.Value) is { Layer.Definition: Activation { Function: ActivationFunction.Relu } } next
            ? next
            : null;
        int sum = operation.Inputs[0];
        for (int i = 1; i < operation.Inputs.Length; i++)
        {
            bool isLast = i == operation.Inputs.Length - 1;
            int value = !isLast ? NewValue() : relu is null ? operation.Value : Absorb(relu);
            _steps.Add(new PlannedStep(new AdditionPlanStep(length, isLast && relu is not null), [sum, operation.Inputs[i]], value));
            sum = value;
        }
    }

    private void AddStep(PlanOperation operation, PlanStep step) => _steps.Add(new PlannedStep(step, operation.Inputs, operation.Value));

    /// <summary>The operation that takes a value, where it is one alone, once, and the value is not the plan's output.</summary>
    private PlanOperation? OnlyTaker(int value) => _takers[value] is [{ } taker] ? taker : null;

    /// <returns>The value that is made in the operation's place.</returns>
    private int Absorb(PlanOperation operation)
    {
        _absorbed.Add(operation);
        return operation.Value;
    }

    private static bool Halves(in PoolingGeometry geometry) =>
        geometry is { WindowHeight: 2, WindowWidth: 2, StrideHeight: 2, StrideWidth: 2, PaddingTop: 0, PaddingLeft: 0 }
        && geometry.OutputHeight == geometry.InputHeight / 2 && geometry.OutputWidth == geometry.InputWidth / 2;

    /// <summary>Batch normalization in prediction as <c>y = scale * x + shift</c>, per channel.</summary>
    private static (float[] Scale, float[] Shift) Fold(BatchNormalization normalization, NetworkLayer layer)
    {
        Span<float> gamma = layer.Parameters[0].Values;
        Span<float> beta = layer.Parameters[1].Values;
        Span<float> mean = layer.Parameters[2].Values;
        Span<float> variance = layer.Parameters[3].Values;
        (float[] scale, float[] shift) = (new float[gamma.Length], new float[gamma.Length]);
        for (int c = 0; c < gamma.Length; c++)
        {
            double factor = gamma[c] / Math.Sqrt((double)variance[c] + normalization.Epsilon);
            scale[c] = (float)factor;
            shift[c] = (float)(beta[c] - (mean[c] * factor));
        }

        return (scale, shift);
    }

    /// <summary>An operation with the values that it takes and makes.</summary>
    private sealed record PlanOperation(NetworkLayer Layer, int[] Inputs, int Value);
}
