using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Emnist.Recognition.MLNet.ImageAnalytics;

/// <summary>
/// Says of a field or property of type <see cref="MLImage"/> that its images are of any size, as a column of
/// <c>LoadImages</c> is. ML.NET's own <c>ImageType</c> fixes a size.
/// </summary>
/// <example>
/// <code>
/// class Upload
/// {
///     [ImageOfAnySize]
///     public MLImage Image { get; set; }
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ImageOfAnySizeAttribute : DataViewTypeAttribute
{
    /// <summary>Whether the other is this attribute too; there are no two kinds of it.</summary>
    /// <param name="other">The other.</param>
    public override bool Equals(DataViewTypeAttribute? other) => other is ImageOfAnySizeAttribute;

    /// <inheritdoc cref="Equals(DataViewTypeAttribute)"/>
    public override bool Equals(object? obj) => obj is ImageOfAnySizeAttribute;

    /// <summary>The same number for each.</summary>
    public override int GetHashCode() => typeof(ImageOfAnySizeAttribute).GetHashCode();

    /// <summary>Tells ML.NET of the type. ML.NET calls it.</summary>
    public override void Register() => DataViewTypeManager.Register(new ImageDataViewType(), typeof(MLImage), this);
}
