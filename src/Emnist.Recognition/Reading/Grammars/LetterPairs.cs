namespace Emnist.Recognition.Reading.Grammars;

/// <summary>
/// Which letters stand behind which in words of English, German, French, Italian and Spanish, and in names: made by
/// <c>make_letter_pairs.py</c>, which says of what. Rows and columns are the boundary of words, and the letters from a to z.
/// </summary>
internal static class LetterPairs
{
    /// <summary>The boundary of words, and the letters.</summary>
    public const int Size = 27;

    /// <summary>A step from one of the tables' letters to the next, as the negative logarithm of a probability.</summary>
    private const double Step = 0.25;

    /// <summary>The part of the probability that all letters share alike, so that none is impossible (smoothing).</summary>
    private const double Uniform = 0.02;

    /// <summary>[letter, the next]: A for the likeliest to Z for what is never met.</summary>
    private const string Next = """
        UGDCCHDDGIFBGELLDKHACMFEYNF
        BUDDBMGEJFJGACAUEJACAFDJJHG
        KAGUQARMRCKSCSUBWZCKNBSOZGQ
        LDZJYFZYAFZFJZZCZOIUIGZZZJX
        DDPVLAQMPBQVMOTCUWHMSFOLZHW
        BJIGFLIHLKMLEFBOHKADEKHLEJF
        GCRYYCAOSAXRESUBTZDNGDYQZJQ
        DCPZRASHEEZTFOIDVZDLKCTMZIW
        BBLSQAOPRCWMHJJCRUGKEEOHZDO
        FFHCEGFESVOJCEAFHHGCCMEUJWF
        QAZZWCZZYGVUZZYAZZZXZAZZZSZ
        ADMSQBMSJDRLFMJFPUHHGGLHZFQ
        EAKMIALNQBUNAKRCMQSLIEJNZDO
        FAFNVBSTUCZURFSBEZTNRFUQZIY
        ABMECBJCMCMKNPIBSKOGCGILTHK
        COGGFOIGMMNHDDAJEJCFFEGFHLK
        GASTXAJZCBYSDOUBCYBKHDVPZIW
        ZZZZZZZZZZZZZZZZZZZZZAZZZZZ
        DAKKJANINBSLKHJBMNHJHFKMYEN
        AEIDQCMOFDUJMISEEIUEAFIJZJT
        CCQOXARTDBXTMPVCUZDLGERLZGJ
        KIDDEFEDNILKBBBNELABCUJQFNI
        RCZZZAZZZAZZUZZDZZOYZMOZZNZ
        DANSOBRUDBXNJPFCSZKMOIQRZHU
        DCMFVDMYHAZUNOZECOZRFGNNZDX
        AKMMMKSPSSYQJKJLKZMJLOKPQZT
        BANPWASOPBZRMNRCSPSSKBPHZHB
        """;

    /// <summary>[letter, the next but one]: the same.</summary>
    private const string SecondNext = """
        ZAFDGAGGECJLDEBAEJBFGCGHDGL
        CFDCAEDDFEHCDDBFDGEAAIGIGIF
        HBJGIAJHFCIJEMGCPMCGEDKINFK
        BAGHFAHJGAJMBDCBDNCDDCGHRIK
        BAGDHAEFGBJJDEDCFMBBEEEFNFJ
        AFEEBFEFHGHFDFCHEMDAAIFHJLF
        GDJEJARHGDLNFKFETPCGIEMJKJO
        DAGLIBJKFBLKFIEBMREFFFIGZJJ
        ECGHHAGHHCLIDEDCEMBFFCJENGK
        DFGFFEFCGGLFCEAHGNGDEIHKTJE
        FCHDGDKHADKJIIGJMKFGJFKKREK
        DCIMJAKKECNIEGCCHZDGFEJFXEN
        ACGEGAIDFDJIOFDDHJFDDFGELDI
        CDLEEBIFGDGGCJACNKBDCFJMLFI
        AEHGICJIIELKGHIFJMFEFGHHMGJ
        CFFECFDFGFHCEEBHDLEACKFJMHH
        HCKEHAOHJCJKELFAHMBEEGKJQFJ
        UDZZZCZZSAZZZZZFZZZZZQZZZRZ
        CBGEFAFGEAHKHFECFKJDEFFHPFH
        BBEFGAIFEALKEEDBGMCGHDHJLGK
        ABHFIAIHFBLKGFDBHLCFGFFFNHL
        CFDDBEEADFFDDGCJEKDBCJHIRLF
        AEMHHCSIJCKMAIEGNNBFFIJPRHN
        FFKHJBKHCARIDKFBNZDGGILLNBT
        FEIDEAMEMEXLCBDDKJCCIEJOZIO
        BDFFDAKGBBLFDFABFQBCCEEINHI
        CAJJJAJFFCQJHJGBJQFJIIJJZLO
        """;

    /// <summary>[letter, the next, the next but one]: the probability of the last behind the others.</summary>
    public static double[] Probabilities()
    {
        string[] next = Next.Split('\n');
        string[] secondNext = SecondNext.Split('\n');
        double[] probabilities = new double[Size * Size * Size];
        for (int first = 0; first < Size; first++)
        {
            for (int second = 0; second < Size; second++)
            {
                Span<double> own = probabilities.AsSpan(((first * Size) + second) * Size, Size);
                double sum = 0;
                for (int third = 0; third < Size; third++)
                {
                    own[third] = Math.Exp(-Step * (next[second][third] - 'A' + secondNext[first][third] - 'A'));
                    sum += own[third];
                }

                foreach (ref double probability in own)
                {
                    probability = ((1 - Uniform) * probability / sum) + (Uniform / Size);
                }
            }
        }

        return probabilities;
    }
}
