using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Search;

/// <summary>
/// Looks for the best of many networks and ways to train them: tries a grid or random values, and leaves the worse behind
/// round by round. It sees training and validation samples alone: keep the test set for the winner. The same seed gives
/// the same trials and, since trainings do, the same result. Immutable.
/// </summary>
/// <example>
/// <code>
/// var search = new HyperparameterSearch(
///     [Hyperparameter.Choice("units", "64", "128"), Hyperparameter.LogUniform("rate", 1e-4, 1e-2)],
///     new SearchOptions { Trials = 20 });
/// SearchResult result = search.Run(
///     values => new Trial(
///         new Network(
///             TensorShape.Image(28),
///             new Flatten(), new Dense(values.GetInt32("units")) { Activation = ActivationFunction.Relu }, new Dense(47)),
///         new TrainerOptions { Optimizer = new Adam { LearningRate = values.GetSingle("rate") } }),
///     images);
/// Network best = result.BestNetwork;
/// </code>
/// </example>
public sealed class HyperparameterSearch
{
    private readonly IReadOnlyList<Hyperparameter> _space;
    private readonly SearchOptions _options;

    /// <summary>Creates a search.</summary>
    /// <param name="space">What is varied: at least one hyperparameter, no two of a name.</param>
    /// <param name="options">How to search. Copied: later changes of the object have no effect.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the space is not as it must be.</exception>
    public HyperparameterSearch(IReadOnlyList<Hyperparameter> space, SearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (space.Count == 0 || space.DistinctBy(static parameter => parameter.Name).Count() < space.Count)
        {
            throw new ArgumentException("A search needs at least one hyperparameter, and each a name of its own.", nameof(space));
        }

        _space = [.. space];
        _options = options with { };
        Trials = options.Trials is { } trials ? TrialDraw.Random(_space, trials, options.Seed) : TrialDraw.Grid(_space);
    }

    /// <summary>The values of the trials, in their order.</summary>
    public IReadOnlyList<TrialValues> Trials { get; }

    /// <summary>Searches, holding out <see cref="SearchOptions.ValidationFraction"/> of the samples to compare trials by.</summary>
    /// <param name="create">Makes a trial's network and training from its values; called anew in each round.</param>
    /// <param name="samples">The samples.</param>
    /// <returns>All trials, the best first, and the best one's network.</returns>
    /// <exception cref="ArgumentException">Samples, networks or trainings do not fit each other.</exception>
    /// <exception cref="TrainingDivergedException">No trial had a finite loss in the first round.</exception>
    /// <exception cref="Checkpoints.CheckpointException">The folder has trials of another search, or damaged ones.</exception>
    /// <exception cref="IOException">A checkpoint could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read or written.</exception>
    public SearchResult Run(Func<TrialValues, Trial> create, ISampleSource samples) => Run(create, samples, validation: null);

    /// <summary>Searches, comparing trials by other samples than those they are trained on.</summary>
    /// <param name="create">Makes a trial's network and training from its values; called anew in each round.</param>
    /// <param name="samples">The training samples.</param>
    /// <param name="validation">
    /// Samples that trials are compared by, of the same classes in the same order; null for those that
    /// <see cref="SearchOptions.ValidationFraction"/> holds out, as <see cref="Run(Func{TrialValues, Trial}, ISampleSource)"/> does.
    /// </param>
    /// <returns>All trials, the best first, and the best one's network.</returns>
    /// <inheritdoc cref="Run(Func{TrialValues, Trial}, ISampleSource)" path="/exception"/>
    public SearchResult Run(Func<TrialValues, Trial> create, ISampleSource samples, ISampleSource? validation) =>
        Run(create, samples, validation, progress: null);

    /// <summary>
    /// Searches as <see cref="Run(Func{TrialValues, Trial}, ISampleSource, ISampleSource)"/> does, tells how it goes, and can be
    /// cancelled.
    /// </summary>
    /// <param name="create">Makes a trial's network and training from its values; called anew in each round.</param>
    /// <param name="samples">The training samples.</param>
    /// <param name="validation">
    /// Samples that trials are compared by, of the same classes in the same order; null for those that
    /// <see cref="SearchOptions.ValidationFraction"/> holds out, as <see cref="Run(Func{TrialValues, Trial}, ISampleSource)"/> does.
    /// </param>
    /// <param name="progress">Told after every batch, on the calling thread; null for nobody.</param>
    /// <param name="cancellationToken">Stops the search after the batch at hand.</param>
    /// <returns>All trials, the best first, and the best one's network.</returns>
    /// <inheritdoc cref="Run(Func{TrialValues, Trial}, ISampleSource)" path="/exception"/>
    /// <exception cref="OperationCanceledException">
    /// The search was cancelled. With a <see cref="SearchOptions.Folder"/> it can go on.
    /// </exception>
    public SearchResult Run(
        Func<TrialValues, Trial> create,
        ISampleSource samples,
        ISampleSource? validation,
        IProgress<SearchProgress>? progress,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(create);
        ISampleSource training = samples.ToChecked(nameof(samples));
        if (validation is null)
        {
            (training, validation) = training.Split(_options.ValidationFraction, _options.Seed);
        }

        string folder = _options.Folder ?? Directory.CreateTempSubdirectory("emnist-search-").FullName;
        try
        {
            var rounds = new SearchRounds(_options, folder, create, training, validation, progress, cancellationToken);
            return rounds.Run(Trials);
        }
        finally
        {
            if (_options.Folder is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
