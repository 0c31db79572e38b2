namespace Cluster.Searching;

/// <summary>The images that this process trains on, those of the last search, which all trainings share.</summary>
internal sealed class TrainingImages
{
    private readonly Lock _loading = new();
    private SearchImages? _last;

    /// <summary>Loads images as they are now.</summary>
    public SearchImages Load(string place)
    {
        lock (_loading)
        {
            return _last = SearchImages.Load(place);
        }
    }

    /// <summary>Images that another process knows.</summary>
    /// <exception cref="InvalidDataException">Those of that name are others here.</exception>
    public SearchImages Load(string place, string fingerprint)
    {
        lock (_loading)
        {
            if (_last?.Place != place || _last.Fingerprint != fingerprint)
            {
                _last = SearchImages.Load(place);
            }

            return _last.Fingerprint == fingerprint
                ? _last
                : throw new InvalidDataException($"'{place}' has other images here than where the search was started.");
        }
    }
}
