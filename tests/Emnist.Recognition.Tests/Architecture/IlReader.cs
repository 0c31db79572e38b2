using System.Reflection;
using System.Reflection.Emit;

namespace Emnist.Recognition.Tests.Architecture;

/// <summary>Reads the types, methods and fields that a method's instructions name.</summary>
internal static class IlReader
{
    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    public static IEnumerable<MemberInfo> Members(MethodBase method)
    {
        byte[] il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        Type[]? typeArguments = method.DeclaringType?.GetGenericArguments();
        Type[]? methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (int i = 0; i < il.Length;)
        {
            short value = il[i] == 0xfe ? (short)((il[i] << 8) | il[i + 1]) : il[i];
            OpCode code = OpCodesByValue[value];
            i += code.Size;
            if (NamesMember(code.OperandType))
            {
                int token = BitConverter.ToInt32(il, i);
                yield return method.Module.ResolveMember(token, typeArguments, methodArguments)!;
            }

            i += OperandSize(code.OperandType, il, i);
        }
    }

    private static bool NamesMember(OperandType type) =>
        type is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType;

    private static int OperandSize(OperandType type, byte[] il, int at) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
        _ => 4,
    };
}
