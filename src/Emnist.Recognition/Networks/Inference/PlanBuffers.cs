namespace Emnist.Recognition.Networks.Inference;

/// <summary>
/// Which buffers the steps of a plan read and write: as few as there are values that are needed at a time. In a chain two, between
/// which the steps go back and forth.
/// </summary>
internal sealed class PlanBuffers
{
    private readonly List<BufferedStep> _steps = [];

    /// <summary>For each value, the last step that takes it.</summary>
    private readonly Dictionary<int, int> _lastUses = [];
    private readonly Dictionary<int, int> _buffers = [];

    /// <summary>Buffers that hold nothing any more.</summary>
    private readonly List<int> _free = [];

    /// <param name="steps">The steps in their order, of values of which 0 is the plan's input.</param>
    /// <param name="output">The value that is the plan's output.</param>
    public PlanBuffers(IReadOnlyList<PlannedStep> steps, int output)
    {
        foreach ((int place, PlannedStep step) in steps.Index())
        {
            foreach (int input in step.Inputs)
            {
                _lastUses[input] = place;
            }
        }

        _lastUses[output] = int.MaxValue;
        Hold(0);
        IsInputReadOnce = _lastUses[0] == 0;
        foreach ((int place, PlannedStep step) in steps.Index())
        {
            Assign(step, place);
        }

        Output = _buffers[output];
    }

    /// <summary>Buffers in all; the plan's input lies in the first.</summary>
    public int Count { get; private set; }

    /// <summary>The buffer in which the plan's output lies at last.</summary>
    public int Output { get; }

    /// <summary>Whether the first step alone takes the plan's input.</summary>
    public bool IsInputReadOnce { get; }

    public IReadOnlyList<BufferedStep> Steps => _steps;

    private void Assign(PlannedStep planned, int place)
    {
        (PlanStep step, IReadOnlyList<int> inputs, int value) = planned;
        int overwritten = step.InPlace ? inputs.FirstOrDefault(input => _lastUses[input] == place, -1) : -1;
        if (overwritten >= 0)
        {
            _buffers[value] = _buffers[overwritten];
        }
        else
        {
            Hold(value);
        }

        int output = _buffers[value];
        if (inputs is [var first, var second])
        {
            if (overwritten < 0)
            {
                _steps.Add(new BufferedStep(new CopyPlanStep(step.InputLength), _buffers[first], output));
            }

            _steps.Add(new BufferedStep(step, _buffers[overwritten == second ? first : second], output));
        }
        else
        {
            _steps.Add(new BufferedStep(step, _buffers[inputs[0]], output));
        }

        foreach (int input in inputs)
        {
            int buffer = _buffers[input];
            if (input != overwritten && _lastUses[input] == place && !_free.Contains(buffer))
            {
                _free.Add(buffer);
            }
        }
    }

    private void Hold(int value)
    {
        int buffer = _free.Count > 0 ? _free.Min() : Count++;
        _free.Remove(buffer);
        _buffers[value] = buffer;
    }
}

/// <summary>A step with the values that it takes and the one that it makes.</summary>
/// <param name="Step">The step.</param>
/// <param name="Inputs">One value; two for a step that adds its input to what is in its output.</param>
/// <param name="Output">The value that it makes.</param>
internal sealed record PlannedStep(PlanStep Step, IReadOnlyList<int> Inputs, int Output);

/// <summary>A step with the buffers that it reads and writes.</summary>
internal sealed record BufferedStep(PlanStep Step, int Input, int Output);
