using Cluster.Jobs;

namespace Cluster.Reading;

/// <summary>Reads pictures in the silo that asks: any number of these workers, the key 0, as many at a time as there are processors.</summary>
internal interface IPictureReader : IGrainWithIntegerKey
{
    /// <summary>An answer for each picture, whatever is wrong with it.</summary>
    [ResponseTimeout("00:10:00")]
    Task<IReadOnlyList<PictureAnswer>> Read(IReadOnlyList<string> pictures);
}
