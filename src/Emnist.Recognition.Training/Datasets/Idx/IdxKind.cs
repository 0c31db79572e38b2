namespace Emnist.Recognition.Training.Datasets;

/// <summary>
/// What an IDX file holds; the value is the number of its dimensions, which is the last byte of its magic number.
/// </summary>
internal enum IdxKind
{
    Labels = 1,
    Images = 3,
}
