using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Search;

/// <summary>
/// Looks for the best of many networks and ways to train them: tries a grid or random values, and leaves the worse behind
/// round by round. It sees training and validation images alone: keep the test set for the winner. The same seed gives
/// the same trials and, since trainings do, the same result. Immutable.
/// </summary>
public sealed class HyperparameterSearch
{
    private readonly IReadOnlyList<Hyperparameter> _space;
    private readonly SearchOptions _options;

    /// <summary>Creates a search.</summary>
    /// <param name="space">What is varied: at least one hyperparameter, no two of a name.</param>
    /// <param name="options">How to search.</param>
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
        _options = options;
        Trials = options.Trials is { } trials ? TrialDraw.Random(_space, trials, options.Seed) : TrialDraw.Grid(_space);
    }

    /// <summary>The values of the trials, in their order.</summary>
    public IReadOnlyList<TrialValues> Trials { get; }

    /// <summary>Searches, holding out <see cref="SearchOptions.ValidationFraction"/> of the images to compare trials by.</summary>
    /// <param name="create">Makes a trial's network and training from its values; called anew in each round.</param>
    /// <param name="images">The images.</param>
    /// <returns>All trials, the best first, and the best one's network.</returns>
    /// <inheritdoc cref="Run(Func{TrialValues, Trial}, LabeledImages, LabeledImages?, IProgress{SearchProgress}?, CancellationToken)" path="/exception"/>
    public SearchResult Run(Func<TrialValues, Trial> create, LabeledImages images) => Run(create, images, null, null, CancellationToken.None);

    /// <summary>Searches.</summary>
    /// <param name="create">Makes a trial's network and training from its values; called anew in each round.</param>
    /// <param name="images">The training images.</param>
    /// <param name="validation">Images that trials are compared by; null to hold out <see cref="SearchOptions.ValidationFraction"/> of the others.</param>
    /// <param name="progress">Told after every batch, on the calling thread; or null.</param>
    /// <param name="cancellationToken">Stops the search after the batch at hand.</param>
    /// <returns>All trials, the best first, and the best one's network.</returns>
    /// <exception cref="ArgumentException">Images, networks or trainings do not fit each other.</exception>
    /// <exception cref="TrainingDivergedException">No trial had a finite loss in the first round.</exception>
    /// <exception cref="Checkpoints.CheckpointException">The folder has trials of another search, or damaged ones.</exception>
    /// <exception cref="IOException">A checkpoint could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read or written.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled. With a <see cref="SearchOptions.Folder"/> it can go on.</exception>
    public SearchResult Run(
        Func<TrialValues, Trial> create,
        LabeledImages images,
        LabeledImages? validation,
        IProgress<SearchProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(images);
        if (validation is null)
        {
            (images, validation) = images.Split(_options.ValidationFraction, _options.Seed);
        }

        string folder = _options.Folder ?? Directory.CreateTempSubdirectory("emnist-search-").FullName;
        try
        {
            var rounds = new SearchRounds(_options, folder, create, images, validation, progress, cancellationToken);
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
