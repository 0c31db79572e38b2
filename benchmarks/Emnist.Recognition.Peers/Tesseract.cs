using System.Runtime.InteropServices;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Peers;

/// <summary>Tesseract 5 in this process, by its C interface: pages of digits. As many threads as it takes by itself.</summary>
internal sealed class Tesseract : IDisposable
{
    private const string Library = "libtesseract.so.5";
    private const int SingleBlock = 6;

    private readonly nint _api = TessBaseAPICreate();

    public Tesseract()
    {
        if (TessBaseAPIInit3(_api, null, "eng") != 0)
        {
            throw new InvalidOperationException("Tesseract has no data for English: apt-get install tesseract-ocr.");
        }

        TessBaseAPISetPageSegMode(_api, SingleBlock);
        _ = TessBaseAPISetVariable(_api, "tessedit_char_whitelist", "0123456789");
    }

    public static string Version => Marshal.PtrToStringUTF8(TessVersion())!;

    public string Read(GrayImage page)
    {
        TessBaseAPISetImage(_api, page.Pixels.ToArray(), page.Width, page.Height, 1, page.Width);
        nint text = TessBaseAPIGetUTF8Text(_api);
        try
        {
            return Marshal.PtrToStringUTF8(text)!;
        }
        finally
        {
            TessDeleteText(text);
        }
    }

    public void Dispose() => TessBaseAPIDelete(_api);

    [DllImport(Library)]
    private static extern nint TessVersion();

    [DllImport(Library)]
    private static extern nint TessBaseAPICreate();

    [DllImport(Library)]
    private static extern void TessBaseAPIDelete(nint api);

    [DllImport(Library)]
    private static extern int TessBaseAPIInit3(
        nint api, [MarshalAs(UnmanagedType.LPUTF8Str)] string? folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string language);

    [DllImport(Library)]
    private static extern void TessBaseAPISetPageSegMode(nint api, int mode);

    [DllImport(Library)]
    private static extern int TessBaseAPISetVariable(
        nint api, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value);

    [DllImport(Library)]
    private static extern void TessBaseAPISetImage(nint api, byte[] pixels, int width, int height, int bytesPerPixel, int bytesPerLine);

    [DllImport(Library)]
    private static extern nint TessBaseAPIGetUTF8Text(nint api);

    [DllImport(Library)]
    private static extern void TessDeleteText(nint text);
}
