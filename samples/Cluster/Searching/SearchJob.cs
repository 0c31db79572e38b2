namespace Cluster.Searching;

/// <summary>A search, as all must know it who train its trials.</summary>
/// <param name="Data">The images: a folder of pictures, or a split of EMNIST.</param>
/// <param name="Fingerprint">What tells them from other images of that name.</param>
/// <param name="Folder">Where the trials are kept, for the client and every silo.</param>
/// <param name="Trials">How many trials are drawn.</param>
/// <param name="Epochs">The epochs of those that stay to the end.</param>
[GenerateSerializer, Immutable]
internal sealed record SearchJob(string Data, string Fingerprint, string Folder, int Trials, int Epochs);
