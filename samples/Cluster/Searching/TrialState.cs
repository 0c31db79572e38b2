namespace Cluster.Searching;

internal enum TrialState
{
    /// <summary>The silo that was asked has no processor free: another may.</summary>
    Waiting,

    Training,

    /// <summary>The folder has the trial with the epochs that were asked for, or it diverged on the way.</summary>
    Trained,

    /// <summary>This silo could not do it: another may.</summary>
    Failed,

    /// <summary>The folder has something else in the place of the trial: nobody can do it.</summary>
    Refused,
}
