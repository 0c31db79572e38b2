namespace Emnist.Recognition.Training.Search;

/// <summary>Progress of a search, after each batch.</summary>
/// <param name="Trial">The trial at hand, from 1.</param>
/// <param name="Values">Its values.</param>
/// <param name="Place">Its turn among the trials of this round, from 1.</param>
/// <param name="Places">The trials of this round.</param>
/// <param name="RoundEpochs">The epochs to which this round trains.</param>
/// <param name="Training">Where its training stands.</param>
public readonly record struct SearchProgress(
    int Trial, TrialValues Values, int Place, int Places, int RoundEpochs, TrainingProgress Training)
{
    /// <summary>Where the search stands, such as <c>trial 7 (units 128), 2 of 20 to epoch 3: epoch 1 of 9, ...</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"trial {Trial} ({Values}), {Place} of {Places} to epoch {RoundEpochs}: {Training}");
}
