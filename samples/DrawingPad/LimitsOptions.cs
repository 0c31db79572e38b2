namespace DrawingPad;

/// <summary>What the server takes on. From the configuration's section <c>Limits</c>.</summary>
internal sealed record LimitsOptions
{
    /// <summary>Requests of a client in a second, in the long run; at least 1.</summary>
    public int RequestsPerSecond { get; set; } = 20;

    /// <summary>Requests of a client at once, after a pause; at least 1.</summary>
    public int Burst { get; set; } = 60;

    /// <summary>Pictures that are worked on at a time; 0 for as many as there are processors.</summary>
    public int Concurrent { get; set; }

    /// <summary>Pictures that wait for their turn; more are refused.</summary>
    public int Queue { get; set; } = 32;

    /// <summary>Open connections; at least 1. With the most bytes of a picture it bounds the memory that bodies take.</summary>
    public int Connections { get; set; } = 200;

    /// <summary>The longest that a request may take, its body included.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The fewest bytes a second in which a body has to arrive, after three seconds of grace.</summary>
    public int BytesPerSecond { get; set; } = 2_000;

    /// <summary>How long the server goes on answering after it was asked to stop, so that clients and balancers part in order.</summary>
    public TimeSpan Drain { get; set; } = TimeSpan.FromSeconds(2);
}
