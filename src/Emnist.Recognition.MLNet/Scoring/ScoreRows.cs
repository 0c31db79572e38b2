using System.Runtime.InteropServices;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Scoring;

internal sealed class FeaturesRow<T> : ConstantRow
{
    [ColumnName(Stages.Input)]
    [VectorType]
    public VBuffer<T> Features { get; set; }
}

/// <summary>
/// The most probable class, and a score for each class in columns of their own: ML.NET makes a vector of known size with names
/// for its slots of columns alone, and a class's members are as many for every model. Those beyond the model's classes are left.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal sealed class ScoreRow
{
    public const int MaxClasses = 256;

    public const string Prefix = "EmnistScore";

    [ColumnName(Scorer.BestName)]
    public int Best;

    public float
        EmnistScore0, EmnistScore1, EmnistScore2, EmnistScore3, EmnistScore4, EmnistScore5, EmnistScore6, EmnistScore7,
        EmnistScore8, EmnistScore9, EmnistScore10, EmnistScore11, EmnistScore12, EmnistScore13, EmnistScore14, EmnistScore15,
        EmnistScore16, EmnistScore17, EmnistScore18, EmnistScore19, EmnistScore20, EmnistScore21, EmnistScore22, EmnistScore23,
        EmnistScore24, EmnistScore25, EmnistScore26, EmnistScore27, EmnistScore28, EmnistScore29, EmnistScore30, EmnistScore31,
        EmnistScore32, EmnistScore33, EmnistScore34, EmnistScore35, EmnistScore36, EmnistScore37, EmnistScore38, EmnistScore39,
        EmnistScore40, EmnistScore41, EmnistScore42, EmnistScore43, EmnistScore44, EmnistScore45, EmnistScore46, EmnistScore47,
        EmnistScore48, EmnistScore49, EmnistScore50, EmnistScore51, EmnistScore52, EmnistScore53, EmnistScore54, EmnistScore55,
        EmnistScore56, EmnistScore57, EmnistScore58, EmnistScore59, EmnistScore60, EmnistScore61, EmnistScore62, EmnistScore63,
        EmnistScore64, EmnistScore65, EmnistScore66, EmnistScore67, EmnistScore68, EmnistScore69, EmnistScore70, EmnistScore71,
        EmnistScore72, EmnistScore73, EmnistScore74, EmnistScore75, EmnistScore76, EmnistScore77, EmnistScore78, EmnistScore79,
        EmnistScore80, EmnistScore81, EmnistScore82, EmnistScore83, EmnistScore84, EmnistScore85, EmnistScore86, EmnistScore87,
        EmnistScore88, EmnistScore89, EmnistScore90, EmnistScore91, EmnistScore92, EmnistScore93, EmnistScore94, EmnistScore95,
        EmnistScore96, EmnistScore97, EmnistScore98, EmnistScore99, EmnistScore100, EmnistScore101, EmnistScore102, EmnistScore103,
        EmnistScore104, EmnistScore105, EmnistScore106, EmnistScore107, EmnistScore108, EmnistScore109, EmnistScore110, EmnistScore111,
        EmnistScore112, EmnistScore113, EmnistScore114, EmnistScore115, EmnistScore116, EmnistScore117, EmnistScore118, EmnistScore119,
        EmnistScore120, EmnistScore121, EmnistScore122, EmnistScore123, EmnistScore124, EmnistScore125, EmnistScore126, EmnistScore127,
        EmnistScore128, EmnistScore129, EmnistScore130, EmnistScore131, EmnistScore132, EmnistScore133, EmnistScore134, EmnistScore135,
        EmnistScore136, EmnistScore137, EmnistScore138, EmnistScore139, EmnistScore140, EmnistScore141, EmnistScore142, EmnistScore143,
        EmnistScore144, EmnistScore145, EmnistScore146, EmnistScore147, EmnistScore148, EmnistScore149, EmnistScore150, EmnistScore151,
        EmnistScore152, EmnistScore153, EmnistScore154, EmnistScore155, EmnistScore156, EmnistScore157, EmnistScore158, EmnistScore159,
        EmnistScore160, EmnistScore161, EmnistScore162, EmnistScore163, EmnistScore164, EmnistScore165, EmnistScore166, EmnistScore167,
        EmnistScore168, EmnistScore169, EmnistScore170, EmnistScore171, EmnistScore172, EmnistScore173, EmnistScore174, EmnistScore175,
        EmnistScore176, EmnistScore177, EmnistScore178, EmnistScore179, EmnistScore180, EmnistScore181, EmnistScore182, EmnistScore183,
        EmnistScore184, EmnistScore185, EmnistScore186, EmnistScore187, EmnistScore188, EmnistScore189, EmnistScore190, EmnistScore191,
        EmnistScore192, EmnistScore193, EmnistScore194, EmnistScore195, EmnistScore196, EmnistScore197, EmnistScore198, EmnistScore199,
        EmnistScore200, EmnistScore201, EmnistScore202, EmnistScore203, EmnistScore204, EmnistScore205, EmnistScore206, EmnistScore207,
        EmnistScore208, EmnistScore209, EmnistScore210, EmnistScore211, EmnistScore212, EmnistScore213, EmnistScore214, EmnistScore215,
        EmnistScore216, EmnistScore217, EmnistScore218, EmnistScore219, EmnistScore220, EmnistScore221, EmnistScore222, EmnistScore223,
        EmnistScore224, EmnistScore225, EmnistScore226, EmnistScore227, EmnistScore228, EmnistScore229, EmnistScore230, EmnistScore231,
        EmnistScore232, EmnistScore233, EmnistScore234, EmnistScore235, EmnistScore236, EmnistScore237, EmnistScore238, EmnistScore239,
        EmnistScore240, EmnistScore241, EmnistScore242, EmnistScore243, EmnistScore244, EmnistScore245, EmnistScore246, EmnistScore247,
        EmnistScore248, EmnistScore249, EmnistScore250, EmnistScore251, EmnistScore252, EmnistScore253, EmnistScore254, EmnistScore255;

    /// <summary>The column of a score.</summary>
    public static string NameOf(int index) => FormattableString.Invariant($"{Prefix}{index}");

    /// <summary>All scores, <c>EmnistScore0</c> to <c>EmnistScore255</c>, which lie one after the other.</summary>
    public Span<float> Scores() => MemoryMarshal.CreateSpan(ref EmnistScore0, MaxClasses);
}
