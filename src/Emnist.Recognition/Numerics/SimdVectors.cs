using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// The few operations that the micro-kernels need of a vector of floats, or of two side by side, so that each of them is written
/// once and compiled for every width. The JIT resolves the static members and keeps the structs in registers.
/// </summary>
internal unsafe interface ISimdVector<TSelf>
    where TSelf : struct, ISimdVector<TSelf>
{
    /// <summary>Lanes in the vector.</summary>
    static abstract int Count { get; }

    static abstract TSelf Zero { get; }

    /// <summary>
    /// Reads <see cref="Count"/> floats, from any address; a multiple of a vector's size is the fastest.
    /// </summary>
    static abstract TSelf Load(float* source);

    /// <summary>One float in every lane.</summary>
    static abstract TSelf Broadcast(float* source);

    /// <summary>
    /// Adds <c>left * right</c> lane by lane, with one rounding where the machine has a fused multiply-add and two where it has
    /// not. It changes the vector itself, because the JIT then leaves a sum in its register, also that of a pair: of a result that
    /// is assigned it makes a copy for each second one, a fifth of the inner loop's instructions.
    /// </summary>
    void AddProduct(TSelf left, TSelf right);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, float right);

    /// <summary>
    /// The larger of each lane; <paramref name="right"/> where it is NaN, and so <c>Max(Zero, x)</c> keeps NaN.
    /// </summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>Writes <see cref="Count"/> floats, to any address.</summary>
    void Store(float* destination);
}

/// <summary>
/// One float: the path of a machine without vector instructions, and the twin that shows what the others compute.
/// </summary>
internal unsafe struct SimdScalar(float value) : ISimdVector<SimdScalar>
{
    private float _value = value;

    public static int Count => 1;

    public static SimdScalar Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar Load(float* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar Broadcast(float* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(SimdScalar left, SimdScalar right) => _value += left._value * right._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar operator +(SimdScalar left, SimdScalar right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar operator -(SimdScalar left, SimdScalar right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar operator *(SimdScalar left, float right) => new(left._value * right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar Max(SimdScalar left, SimdScalar right) => left._value > right._value ? left : right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* destination) => *destination = _value;
}

/// <summary>Four floats: SSE on x64, AdvSimd on Arm64.</summary>
internal unsafe struct Simd128(Vector128<float> value) : ISimdVector<Simd128>
{
    private Vector128<float> _value = value;

    public static int Count => Vector128<float>.Count;

    public static Simd128 Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Load(float* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Broadcast(float* source) => new(Vector128.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(Simd128 left, Simd128 right) =>
        _value = Vector128.MultiplyAddEstimate(left._value, right._value, _value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator +(Simd128 left, Simd128 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator -(Simd128 left, Simd128 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator *(Simd128 left, float right) => new(left._value * right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Max(Simd128 left, Simd128 right) => new(Vector128.MaxNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* destination) => Vector128.Store(_value, destination);
}

/// <summary>Eight floats: AVX2.</summary>
internal unsafe struct Simd256(Vector256<float> value) : ISimdVector<Simd256>
{
    private Vector256<float> _value = value;

    public static int Count => Vector256<float>.Count;

    public static Simd256 Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Load(float* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Broadcast(float* source) => new(Vector256.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(Simd256 left, Simd256 right) =>
        _value = Vector256.MultiplyAddEstimate(left._value, right._value, _value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator +(Simd256 left, Simd256 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator -(Simd256 left, Simd256 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator *(Simd256 left, float right) => new(left._value * right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Max(Simd256 left, Simd256 right) => new(Vector256.MaxNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* destination) => Vector256.Store(_value, destination);
}

/// <summary>Sixteen floats: AVX-512.</summary>
internal unsafe struct Simd512(Vector512<float> value) : ISimdVector<Simd512>
{
    private Vector512<float> _value = value;

    public static int Count => Vector512<float>.Count;

    public static Simd512 Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Broadcast(float* source) => new(Vector512.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(Simd512 left, Simd512 right) =>
        _value = Vector512.MultiplyAddEstimate(left._value, right._value, _value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator +(Simd512 left, Simd512 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator -(Simd512 left, Simd512 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator *(Simd512 left, float right) => new(left._value * right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Max(Simd512 left, Simd512 right) => new(Vector512.MaxNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* destination) => Vector512.Store(_value, destination);
}

/// <summary>Two vectors side by side.</summary>
internal unsafe struct SimdPair<TVector>(TVector left, TVector right) : ISimdVector<SimdPair<TVector>>
    where TVector : struct, ISimdVector<TVector>
{
    private TVector _left = left;
    private TVector _right = right;

    public static int Count => 2 * TVector.Count;

    public static SimdPair<TVector> Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdPair<TVector> Load(float* source) => new(TVector.Load(source), TVector.Load(source + TVector.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdPair<TVector> Broadcast(float* source)
    {
        var lanes = TVector.Broadcast(source);
        return new(lanes, lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(SimdPair<TVector> left, SimdPair<TVector> right)
    {
        _left.AddProduct(left._left, right._left);
        _right.AddProduct(left._right, right._right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdPair<TVector> operator +(SimdPair<TVector> left, SimdPair<TVector> right) =>
        new(left._left + right._left, left._right + right._right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdPair<TVector> operator -(SimdPair<TVector> left, SimdPair<TVector> right) =>
        new(left._left - right._left, left._right - right._right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdPair<TVector> operator *(SimdPair<TVector> left, float right) => new(left._left * right, left._right * right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdPair<TVector> Max(SimdPair<TVector> left, SimdPair<TVector> right) =>
        new(TVector.Max(left._left, right._left), TVector.Max(left._right, right._right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* destination)
    {
        _left.Store(destination);
        _right.Store(destination + TVector.Count);
    }
}
