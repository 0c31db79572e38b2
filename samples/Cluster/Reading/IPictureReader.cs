using Cluster.Jobs;

namespace Cluster.Reading;

/// <summary>
/// Reads pictures in the silo that asks. All have the key 0: there are as many of these workers in a silo as it has processors.
/// </summary>
internal interface IPictureReader : IGrainWithIntegerKey
{
    /// <summary>An answer for each picture, whatever is wrong with it.</summary>
    [ResponseTimeout("00:10:00")]
    Task<IReadOnlyList<PictureAnswer>> Read(IReadOnlyList<string> pictures);
}
