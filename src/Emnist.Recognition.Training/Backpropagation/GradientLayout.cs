using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>
/// The passes that bring the gradient back through a graph, and the buffers that it lies in: as few as there are gradients that are
/// still needed. In a chain two, between which it goes back and forth. The gradient of a value that several steps take is the sum
/// of what they give, in a fixed order.
/// </summary>
internal sealed class GradientLayout
{
    private readonly ValueLayout _values;
    private readonly TrainingContext _context;
    private readonly int _length;
    private readonly List<StepPass> _passes = [];
    private readonly List<AlignedBuffer> _buffers = [];

    /// <summary>For each buffer, how many gradients lie in it: inputs of one addition have one gradient.</summary>
    private readonly List<int> _holders = [];

    /// <summary>For each value, the buffer of its gradient; -1 where nothing was given to it yet.</summary>
    private readonly int[] _gradients;

    /// <summary>For each value, whether a parameter comes before it, whose gradient goes through it.</summary>
    private readonly bool[] _isNeeded;

    /// <param name="values">The graph.</param>
    /// <param name="context">What the steps share.</param>
    /// <param name="length">The length of a buffer, which takes the widest value of a batch.</param>
    public GradientLayout(ValueLayout values, TrainingContext context, int length)
    {
        (_values, _context, _length) = (values, context, length);
        _gradients = new int[values.Buffers.Length];
        Array.Fill(_gradients, -1);
        _isNeeded = new bool[values.Buffers.Length];
        for (int i = 0; i < values.Steps.Length; i++)
        {
            _isNeeded[i + 1] = values.Steps[i].Gradients.Count > 0 || values.Sources[i].Any(value => _isNeeded[value]);
        }

        _gradients[^1] = Take();
        OutputGradient = _buffers[_gradients[^1]];
        for (int i = values.Steps.Length - 1; i >= 0 && _isNeeded[^1]; i--)
        {
            if (!_isNeeded[i + 1])
            {
                continue;
            }

            if (values.Steps[i] is AdditionStep addition)
            {
                AddAddition(addition, i);
            }
            else
            {
                AddStep(i);
            }
        }
    }

    /// <summary>Where the gradient of the output is written before the passes run.</summary>
    public AlignedBuffer OutputGradient { get; }

    /// <summary>The way back.</summary>
    public IReadOnlyList<StepPass> Passes => _passes;

    private void AddStep(int step)
    {
        int outputGradient = _gradients[step + 1];
        int source = _values.Sources[step][0];
        if (!_isNeeded[source])
        {
            AddPass(step, outputGradient, null);
            Release(outputGradient);
            return;
        }

        // A step in place needs no other buffer here either: once it has passed a gradient on, nobody reads it again.
        bool inPlace = _values.Steps[step].CanRunInPlace && _holders[outputGradient] == 1;
        int gradient = inPlace ? outputGradient : Take();
        if (!inPlace || _values.Steps[step] is not IdentityStep)
        {
            AddPass(step, outputGradient, _buffers[gradient]);
        }

        if (!inPlace)
        {
            Release(outputGradient);
        }

        if (_gradients[source] is >= 0 and int other)
        {
            _passes.Add(new ForwardPass(new AdditionStep(_values.Lengths[source], _context), _buffers[other], _buffers[gradient]));
            Release(other);
        }

        _gradients[source] = gradient;
    }

    /// <summary>Each input's gradient is the sum's, which they share until one of them is added to or written over.</summary>
    private void AddAddition(AdditionStep addition, int step)
    {
        int outputGradient = _gradients[step + 1];
        foreach (int source in _values.Sources[step].Where(source => _isNeeded[source]))
        {
            int other = _gradients[source];
            if (other < 0)
            {
                _gradients[source] = outputGradient;
                _holders[outputGradient]++;
            }
            else if (_holders[other] == 1)
            {
                _passes.Add(new ForwardPass(addition, _buffers[outputGradient], _buffers[other]));
            }
            else
            {
                int gradient = Take();
                _passes.Add(new ForwardPass(new IdentityStep(), _buffers[outputGradient], _buffers[gradient]));
                _passes.Add(new ForwardPass(addition, _buffers[other], _buffers[gradient]));
                Release(other);
                _gradients[source] = gradient;
            }
        }

        Release(outputGradient);
    }

    private void AddPass(int step, int outputGradient, AlignedBuffer? inputGradient) => _passes.Add(new BackwardPass(
        _values.Steps[step], _values.Buffers[_values.Sources[step][0]], _values.Buffers[step + 1], _buffers[outputGradient],
        inputGradient));

    private int Take()
    {
        int free = _holders.IndexOf(0);
        if (free < 0)
        {
            free = _holders.Count;
            _holders.Add(0);
            _buffers.Add(new AlignedBuffer(_length));
        }

        _holders[free] = 1;
        return free;
    }

    private void Release(int buffer) => _holders[buffer]--;
}
