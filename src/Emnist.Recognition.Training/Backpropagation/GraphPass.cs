using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>Work of a graph on the first samples of the batch, forward or back.</summary>
internal abstract class GraphPass
{
    public abstract void Run(int count);
}

/// <summary>A step on its buffers.</summary>
internal abstract class StepPass(TrainingStep step) : GraphPass
{
    public TrainingStep Step => step;

    /// <summary>The buffers, with the values of a sample in each: of a <see cref="SampleStep"/>.</summary>
    public abstract IEnumerable<(AlignedBuffer Buffer, int SampleLength)> Places { get; }

    /// <summary>Runs one sample of a <see cref="SampleStep"/>.</summary>
    public abstract void RunSample(int sample);

    protected IEnumerable<(AlignedBuffer Buffer, int SampleLength)> PlacesOf(AlignedBuffer input, AlignedBuffer output)
    {
        var step = (SampleStep)Step;
        return [(input, step.InputLength), (output, step.OutputLength)];
    }
}

internal sealed class ForwardPass(TrainingStep step, AlignedBuffer input, AlignedBuffer output) : StepPass(step)
{
    public override IEnumerable<(AlignedBuffer Buffer, int SampleLength)> Places => PlacesOf(input, output);

    public override void Run(int count) => Step.Forward(input, output, count);

    public override void RunSample(int sample) => ((SampleStep)Step).ForwardSample(input, output, sample);
}

internal sealed class BackwardPass(
    TrainingStep step, AlignedBuffer input, AlignedBuffer output, AlignedBuffer outputGradient, AlignedBuffer? inputGradient)
    : StepPass(step)
{
    public override IEnumerable<(AlignedBuffer Buffer, int SampleLength)> Places =>
        [.. PlacesOf(input, output), .. inputGradient is null ? [] : PlacesOf(inputGradient, outputGradient)];

    public override void Run(int count) => Step.Backward(input, output, outputGradient, inputGradient, count);

    public override void RunSample(int sample)
    {
        if (inputGradient is not null)
        {
            ((SampleStep)Step).BackwardSample(input, output, outputGradient, inputGradient, sample);
        }
    }
}

/// <summary>
/// Passes of steps that treat each sample by itself, one sample after another through all of them: what one wrote is in the cache when
/// the next reads it.
/// </summary>
internal sealed class SamplePasses : GraphPass
{
    private readonly StepPass[] _passes;
    private readonly TrainingContext _context;
    private readonly int _longest;

    private SamplePasses(StepPass[] passes, TrainingContext context)
    {
        (_passes, _context) = (passes, context);
        _longest = passes.SelectMany(static pass => pass.Places).Max(static place => place.SampleLength);
    }

    /// <summary>The passes with those joined that may be, in their order.</summary>
    public static GraphPass[] Join(IEnumerable<StepPass> passes, TrainingContext context)
    {
        var joined = new List<GraphPass>();
        var row = new List<StepPass>();
        var lengths = new Dictionary<AlignedBuffer, int>();
        foreach (StepPass pass in passes)
        {
            bool isBySample = pass.Step is SampleStep;

            // Where a buffer serves samples of two lengths, one sample's values lie where another's have been.
            if (!isBySample || pass.Places.Any(place => lengths.TryGetValue(place.Buffer, out int length) && length != place.SampleLength))
            {
                Close();
            }

            if (isBySample)
            {
                row.Add(pass);
                foreach ((AlignedBuffer buffer, int length) in pass.Places)
                {
                    lengths[buffer] = length;
                }
            }
            else
            {
                joined.Add(pass);
            }
        }

        Close();
        return [.. joined];

        void Close()
        {
            if (row.Count > 0)
            {
                joined.Add(row.Count == 1 ? row[0] : new SamplePasses([.. row], context));
            }

            row.Clear();
            lengths.Clear();
        }
    }

    public override void Run(int count) =>
        _context.Team.Run(count, TrainingContext.CountParts(count, _longest), this, static (passes, part) =>
        {
            for (int sample = part.Start; sample < part.Start + part.Length; sample++)
            {
                foreach (StepPass pass in passes._passes)
                {
                    pass.RunSample(sample);
                }
            }
        });
}
