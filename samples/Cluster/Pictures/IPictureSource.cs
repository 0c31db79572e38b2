namespace Cluster.Pictures;

/// <summary>Where pictures come from: files here; a bucket of an object store would be another.</summary>
internal interface IPictureSource
{
    /// <summary>The names of all pictures of a place, each once and such that every silo finds the picture by it.</summary>
    /// <exception cref="IOException">The place is not there, or has no pictures.</exception>
    IReadOnlyList<string> List(string place);

    /// <summary>Opens a picture.</summary>
    /// <exception cref="IOException">It is not there, or cannot be read now.</exception>
    Stream Open(string name);
}
