namespace Emnist.Recognition.Training.Tests.Datasets.Downloads;

/// <summary>What goes wrong in an answer.</summary>
internal sealed record ServerFault
{
    public static ServerFault None { get; } = new();

    /// <summary>The status line's end in place of an answer, such as <c>503 Service Unavailable</c>.</summary>
    public string? Status { get; init; }

    /// <summary>The bytes of the body that are sent before the connection ends or stalls.</summary>
    public int BytesBeforeEnd { get; init; } = int.MaxValue;

    /// <summary>Whether nothing more comes then, and the connection stays open.</summary>
    public bool Stalls { get; init; }

    /// <summary>The byte of the file that is sent with a bit changed.</summary>
    public int? FlipByte { get; init; }

    /// <summary>Another body in the file's place.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Another Content-Range.</summary>
    public string? ContentRange { get; init; }
}
