using System.Runtime.CompilerServices;
using Emnist.Recognition.Tests;

namespace Cluster.Tests;

/// <summary>A test of several silos: skipped where there is no Redis, but not in CI, where that is a failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RedisFactAttribute : FactAttribute
{
    public const string Missing = "There is no redis-server on the path: install it (apt-get install redis-server).";

    public RedisFactAttribute([CallerMemberName] string test = "") =>
        (Skip, DisplayName) = Requirement.Of(RedisServer.Program is not null, Missing, test);
}
