namespace Cluster.Searching;

/// <summary>Trains one trial, wherever the grain is: its key is the trial's.</summary>
internal interface ITrialTrainer : IGrainWithStringKey
{
    /// <summary>
    /// The client's call, again and again until the trial is trained: begins where nothing is begun, and tells how it goes. A training of
    /// which nobody asks for a minute ends. Where the silo dies, the next call begins on another one, at the last whole epoch.
    /// </summary>
    Task<TrialReport> Train(TrialOrder order);

    /// <summary>The client stops: so does the training, after the batch at hand.</summary>
    Task Stop();
}
