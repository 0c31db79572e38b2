using System.Globalization;

namespace Emnist.Recognition.Tests.Reading.Marks;

/// <summary>Draws digits and letters in strokes, several forms of some.</summary>
internal static class DrawnCharacters
{
    // Strokes are divided by bars; those through places joined by ~ are curved. Places in hundredths of the height.
    private static readonly string[] Forms =
    [
        "0 30,100~5,75~0,50~5,25~30,0~55,25~60,50~55,75~30,100", "1 0,0 8,100", "1 0,75 22,100 22,0", "1 0,80 25,100 25,0|5,0 45,0",
        "1 0,0 0,100", "2 0,78~12,98~38,98~50,76~36,44~0,0|0,0 55,2", "3 0,88~25,100~48,82~40,60~18,53~48,40~52,15~25,0~0,10",
        "4 38,100 0,35 58,35|42,60 42,0", "4 0,100 4,45 48,45|50,100 46,0", "5 8,100 5,58~32,62~50,40~42,10~18,0~0,8|8,100 48,100",
        "6 40,100~12,65~0,28~22,0~48,22~30,50~4,35", "7 0,97 52,100 18,0", "7 0,97 52,100 18,0|10,50 48,52", "7 0,80 0,97 52,100 18,0",
        "8 28,53~6,75~28,100~50,78~28,53~2,25~28,0~55,25~28,53", "9 48,75~26,100~2,76~22,50~48,72~46,0",
        "9 48,75~26,100~2,76~22,50~48,72~40,20~12,0", "A 0,0 30,100 60,0|12,38 48,38",
        "B 0,0 0,100|0,100~38,95~40,62~0,54~46,46~46,6~0,0", "C 60,85~35,100~8,80~0,50~8,18~35,0~62,14",
        "D 0,0 0,100|0,100~45,88~58,50~44,10~0,0", "E 0,0 0,100|0,100 50,100|0,52 42,52|0,0 52,0", "F 0,0 0,100|0,100 50,100|0,52 40,52",
        "G 60,85~32,100~5,72~3,30~30,0~60,20|60,20 60,45 35,45", "H 0,0 0,100|55,0 55,100|0,52 55,52", "I 0,0 0,100",
        "I 20,0 20,100|0,100 40,100|0,0 40,0", "J 45,100 45,25~32,0~6,6~0,25", "J 45,100 45,25~32,0~6,6~0,25|20,100 65,100",
        "K 0,0 0,100|52,100 0,48|12,58 55,0", "L 0,100 0,0 48,0", "M 0,0 5,100 38,30 70,100 76,0", "N 0,0 0,100 52,0 52,100",
        "O 32,100~4,78~2,25~32,0~62,25~60,78~32,100", "P 0,0 0,100|0,100~45,94~46,58~0,48",
        "Q 32,100~4,78~2,25~32,0~62,25~60,78~32,100|40,25 68,-5", "R 0,0 0,100|0,100~44,94~44,60~0,52|15,52 52,0",
        "S 50,85~25,100~2,80~14,58~44,42~50,16~25,0~0,14", "T 0,100 60,100|30,100 30,0", "U 0,100 0,30~25,0~52,30 52,100",
        "V 0,100 30,0 58,100", "W 0,100 20,0 40,70 60,0 80,100", "X 0,100 55,0|55,100 0,0", "Y 0,100 28,50|56,100 20,0",
        "Z 0,100 52,100 0,0 55,0", "Z 0,100 52,100 0,0 55,0|10,50 45,50", "a 42,55~18,62~0,30~18,0~42,30|42,60 44,0",
        "b 0,100 0,0|0,40~25,60~46,30~25,0~0,20", "c 42,50~22,62~0,32~20,0~44,10", "d 46,100 46,0|46,40~20,62~0,30~20,0~46,22",
        "e 2,32 44,34~24,62~0,32~18,0~44,10", "f 45,92~30,100~20,80 20,0|0,55 42,55",
        "g 42,55~18,62~0,32~20,8~42,40|42,60 42,-20~20,-38~0,-25", "h 0,100 0,0|0,40~22,60~40,40 40,0", "i 0,60 0,0|0,88 2,90",
        "j 20,60 20,-20~5,-36~-10,-24|20,88 22,90", "k 0,100 0,0|36,60 0,26|10,34 40,0", "l 0,100 0,0", "l 0,100 2,20~10,0~24,6",
        "m 0,60 0,0|0,40~18,60~30,40 30,0|30,40~48,60~60,40 60,0", "n 0,60 0,0|0,38~22,60~40,38 40,0", "o 22,60~0,32~22,0~44,32~22,60",
        "p 0,60 0,-38|0,40~25,60~46,30~25,0~0,20", "q 44,60 44,-38|44,40~20,60~0,30~20,0~44,22", "r 0,60 0,0|0,34~16,58~34,54",
        "s 36,52~18,62~2,48~20,32~38,14~18,0~0,8", "t 20,90 20,15~32,0~44,8|0,60 40,60", "t 20,95 20,0|0,62 42,62",
        "u 0,60 2,18~20,0~40,20|40,60 42,0", "v 0,60 20,0 40,60", "w 0,60 14,0 28,44 42,0 56,60", "x 0,60 40,0|40,60 0,0",
        "y 0,60 20,6|42,60 8,-38", "z 0,60 40,60 0,0 42,0",
    ];

    /// <summary>How many forms there are.</summary>
    public static int Count => Forms.Length;

    public static PenDrawing Draw(int form, Random random)
    {
        Pen pen = new(random);
        return pen.Draw(Forms[form][..1], Strokes(form, pen));
    }

    /// <summary>The strokes of a character in one of its forms.</summary>
    public static IEnumerable<PenStroke> Strokes(char character, Pen pen)
    {
        int[] forms = [.. Enumerable.Range(0, Forms.Length).Where(form => Forms[form][0] == character)];
        return Strokes(forms[(int)pen.Between(0, forms.Length)], pen);
    }

    private static IEnumerable<PenStroke> Strokes(int form, Pen pen)
    {
        (double wide, double tall) = (pen.Between(0.85, 1.2), pen.Between(0.92, 1.05));
        return Forms[form][2..].Split('|').Select(stroke => Stroke(stroke, wide, tall));
    }

    private static PenStroke Stroke(string text, double wide, double tall)
    {
        // A stroke that is partly curved is drawn through closer places where it is straight.
        (double X, double Y)[] points =
        [
            .. text.Split(' ', '~').Select(place => place.Split(','))
                .Select(place => (wide * Part(place[0]), tall * Part(place[1]))),
        ];
        return new PenStroke(points, 1, text.Contains('~', StringComparison.Ordinal));

        static double Part(string hundredths) => double.Parse(hundredths, CultureInfo.InvariantCulture) / 100;
    }
}
