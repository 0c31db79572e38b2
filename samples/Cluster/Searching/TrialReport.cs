namespace Cluster.Searching;

/// <summary>How a trial stands.</summary>
/// <param name="State">Whether it is trained.</param>
/// <param name="Try">The training at hand, of which there is another when a silo died.</param>
/// <param name="Text">For whoever watches: the silo, the trial's last epoch, or what went wrong.</param>
[GenerateSerializer, Immutable]
internal sealed record TrialReport(TrialState State, Guid Try, string Text);
