namespace Cluster.Searching;

/// <summary>The silo's processors, as far as trainings have them. Reading asks for none: it is short.</summary>
internal sealed class Processors
{
    private readonly Lock _changing = new();
    private int _free = Environment.ProcessorCount;

    /// <summary>Takes so many, or as many as are free.</summary>
    public int Take(int wanted)
    {
        lock (_changing)
        {
            int taken = Math.Min(wanted, _free);
            _free -= taken;
            return taken;
        }
    }

    public void Return(int taken)
    {
        lock (_changing)
        {
            _free += taken;
        }
    }
}
