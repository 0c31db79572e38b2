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
        string folder = _options.Folder ?? Directory.CreateTempSubdirectory("emnist-search-").FullName;
        try
        {
            TrialTraining training = CreateTraining(folder, create, samples, validation);
            return new SearchRounds(_options, training, progress, cancellationToken).Run(Trials);
        }
        finally
        {
            if (_options.Folder is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>
    /// Trains one trial to an epoch, as a round of the search does, and keeps it in <see cref="SearchOptions.Folder"/>, from which the
    /// search takes it. So the trials of a round are trained by several threads, processes, or machines that share the folder
    /// (<see cref="SearchOptions.OnRoundBegin"/>): by searches of the same space and options but for that, with the same samples.
    /// </summary>
    /// <remarks>
    /// Different trials may be trained at the same time. So may be the same trial, as where a machine is thought dead that is slow: its
    /// checkpoints are written whole and, on machines of the same kind, are the same but for the durations.
    /// </remarks>
    /// <param name="number">The trial, from 1: its place among <see cref="Trials"/>.</param>
    /// <param name="epochs">
    /// The epoch to train to, 1 to <see cref="SearchOptions.Epochs"/>. Where the folder has the trial with as many, nothing is trained.
    /// </param>
    /// <param name="create">Makes a trial's network and training from its values.</param>
    /// <param name="samples">The training samples.</param>
    /// <param name="validation">
    /// Samples that trials are compared by, of the same classes in the same order; null for those that
    /// <see cref="SearchOptions.ValidationFraction"/> holds out, as <see cref="Run(Func{TrialValues, Trial}, ISampleSource)"/> does.
    /// </param>
    /// <param name="cancellationToken">Stops the training after the batch at hand. The folder has the last whole epoch.</param>
    /// <returns>The trial with its epochs so far; without any, and with the failure, where its loss was not finite.</returns>
    /// <exception cref="InvalidOperationException">There is no <see cref="SearchOptions.Folder"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such trial, or no such epoch.</exception>
    /// <exception cref="ArgumentException">Samples, network and training do not fit each other.</exception>
    /// <exception cref="Checkpoints.CheckpointException">The folder has the trial of another search, or a damaged one.</exception>
    /// <exception cref="IOException">A checkpoint could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read or written.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public TrialResult TrainTrial(
        int number,
        int epochs,
        Func<TrialValues, Trial> create,
        ISampleSource samples,
        ISampleSource? validation,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Trials.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(epochs, _options.Epochs);
        ArgumentNullException.ThrowIfNull(create);
        string folder = _options.Folder ?? throw new InvalidOperationException(
            $"{nameof(TrainTrial)} needs {nameof(SearchOptions)}.{nameof(SearchOptions.Folder)}: "
            + "name the folder that the search takes its trials from.");
        TrialTraining training = CreateTraining(folder, create, samples, validation);
        TrialResult trial = TrialTraining.Begin(number, Trials[number - 1]);

        // A training that tries whether it can write removes the folders that it made for that, from under another that begins beside it.
        Directory.CreateDirectory(TrialTraining.FolderOf(folder, number));
        try
        {
            return trial with { History = training.Train(trial, epochs, progress: null, cancellationToken).History };
        }
        catch (TrainingDivergedException e)
        {
            return trial with { Failure = e.Message };
        }
    }

    private TrialTraining CreateTraining(
        string folder, Func<TrialValues, Trial> create, ISampleSource samples, ISampleSource? validation)
    {
        ISampleSource training = samples.ToChecked(nameof(samples));
        if (validation is null)
        {
            (training, validation) = training.Split(_options.ValidationFraction, _options.Seed);
        }

        return new TrialTraining(_options, folder, create, training, validation);
    }
}
