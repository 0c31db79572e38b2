using Orleans.Placement;

namespace Cluster.Searching;

/// <summary>
/// Placed by chance, and anew as long as it finds no free processor, so that every silo has as many trials as it can train, a new one
/// too, and nobody needs to know which silos there are.
/// </summary>
[RandomPlacement]
internal sealed class TrialTrainer(Processors processors, TrainingImages images, ILocalSiloDetails silo) : Grain, ITrialTrainer
{
    private TrialRun? _run;

    public async Task<TrialReport> Train(TrialOrder order)
    {
        if (_run is not null && _run.Order != order)
        {
            // Of a client that is gone.
            await Stop();
        }

        _run ??= TrialRun.TryStart(order, processors, images);
        TrialReport report = _run is null ? new TrialReport(TrialState.Waiting, default, "") : _run.Ask(silo.SiloAddress);
        if (report.State != TrialState.Training)
        {
            await Stop();
            DeactivateOnIdle();
        }

        return report;
    }

    public async Task Stop()
    {
        if (_run is not null)
        {
            await _run.DisposeAsync();
            _run = null;
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Stop();
}
