using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>A layer without parameters that treats each sample of a batch by itself: the samples are shared out.</summary>
internal abstract class SampleStep : TrainingStep
{
    private readonly int _inputLength;
    private readonly int _outputLength;
    private readonly TrainingContext _context;
    private readonly Action<int> _forwardPiece;
    private readonly Action<int> _backwardPiece;
    private AlignedBuffer? _input;
    private AlignedBuffer? _output;
    private AlignedBuffer? _outputGradient;
    private AlignedBuffer? _inputGradient;
    private int _count;
    private int _pieces;

    protected SampleStep(int inputLength, int outputLength, TrainingContext context)
    {
        _inputLength = inputLength;
        _outputLength = outputLength;
        _context = context;
        _forwardPiece = ForwardPiece;
        _backwardPiece = BackwardPiece;
    }

    public override void Forward(AlignedBuffer input, AlignedBuffer output, int count)
    {
        (_input, _output) = (input, output);
        Run(count, _forwardPiece);
    }

    public override void Backward(AlignedBuffer input, AlignedBuffer output, AlignedBuffer outputGradient, AlignedBuffer? inputGradient, int count)
    {
        if (inputGradient is not null)
        {
            (_input, _output, _outputGradient, _inputGradient) = (input, output, outputGradient, inputGradient);
            Run(count, _backwardPiece);
        }
    }

    /// <summary>The number of the batch at hand.</summary>
    protected uint Batch => _context.Batch;

    protected abstract void ForwardSample(int sample, ReadOnlySpan<float> input, Span<float> output);

    protected abstract void BackwardSample(
        int sample, ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient);

    private void Run(int count, Action<int> piece)
    {
        _count = count;
        _pieces = TrainingContext.PiecesOf(count, Math.Max(_inputLength, _outputLength));
        _context.Team.Run(_pieces, piece);
    }

    private void ForwardPiece(int piece)
    {
        (int start, int length) = Partition.Range(_count, _pieces, piece);
        for (int sample = start; sample < start + length; sample++)
        {
            ForwardSample(sample, Sample(_input!, sample, _inputLength), Sample(_output!, sample, _outputLength));
        }
    }

    private void BackwardPiece(int piece)
    {
        (int start, int length) = Partition.Range(_count, _pieces, piece);
        for (int sample = start; sample < start + length; sample++)
        {
            BackwardSample(
                sample, Sample(_input!, sample, _inputLength), Sample(_output!, sample, _outputLength),
                Sample(_outputGradient!, sample, _outputLength), Sample(_inputGradient!, sample, _inputLength));
        }
    }

    private static Span<float> Sample(AlignedBuffer buffer, int index, int length) => buffer.Span.Slice(index * length, length);
}
