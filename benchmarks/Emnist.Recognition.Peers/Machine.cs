using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;

namespace Emnist.Recognition.Peers;

/// <summary>What the figures were measured on, and with which peers.</summary>
internal static class Machine
{
    /// <summary>ONNX Runtime and OpenCV, of the packages.</summary>
    public static string PeersInPackages =>
        $"ONNX Runtime {OrtEnv.Instance().GetVersionString()} and OpenCV {Cv2.GetVersionString()} (OpenCvSharp4) with the kernels that "
        + "they choose themselves";

    /// <summary>A sentence with the processor, the vectors that ours uses, the system, and the peers.</summary>
    public static string Describe(string peers) =>
        $"{Environment.ProcessorCount} cores of {Processor()}, ours with {Vectors()}; {RuntimeInformation.OSDescription}, "
        + $"{RuntimeInformation.FrameworkDescription}; {peers}.";

    private static string Vectors() =>
        Vector512.IsHardwareAccelerated ? "AVX-512" : Vector256.IsHardwareAccelerated ? "AVX2" : "vectors of 128 bits";

    private static string Processor() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(": ")[^1]
            : RuntimeInformation.ProcessArchitecture.ToString();
}
