namespace Emnist.Recognition.Packages.Tests;

/// <summary>The tests that share what is packed once.</summary>
[CollectionDefinition(Name)]
public sealed class PackageTests : ICollectionFixture<PackageFeed>
{
    public const string Name = "packages";
}
