using System.Reflection;

namespace Emnist.Recognition.Tests.Architecture;

/// <summary>
/// Every type that a type names: its bases, constraints, fields, signatures and method bodies. Attributes are left out.
/// </summary>
internal sealed class TypeReferences
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly HashSet<Type> _found = [];

    private TypeReferences(Type type)
    {
        Add(type.BaseType);
        Add(type.GetInterfaces());
        AddConstraints(type.GetGenericArguments());
        Add(type.GetFields(Own).Select(field => field.FieldType));
        foreach (MethodBase method in type.GetMethods(Own).Concat<MethodBase>(type.GetConstructors(Own)))
        {
            AddMethod(method);
        }
    }

    public static IReadOnlySet<Type> Of(Type type) => new TypeReferences(type)._found;

    private void AddMethod(MethodBase method)
    {
        Add(method.GetParameters().Select(parameter => parameter.ParameterType));
        Add((method as MethodInfo)?.ReturnType);
        AddConstraints(method.IsGenericMethod ? method.GetGenericArguments() : []);
        if (method.GetMethodBody() is not { } body)
        {
            return;
        }

        Add(body.LocalVariables.Select(local => local.LocalType));
        Add(body.ExceptionHandlingClauses
            .Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause)
            .Select(clause => clause.CatchType));
        foreach (MemberInfo member in IlReader.Members(method))
        {
            Add(member as Type ?? member.DeclaringType);
            Add(member is MethodInfo { IsGenericMethod: true } called ? called.GetGenericArguments() : []);
        }
    }

    private void AddConstraints(Type[] parameters) =>
        Add(parameters
            .Where(type => type.IsGenericParameter)
            .SelectMany(type => type.GetGenericParameterConstraints()));

    private void Add(IEnumerable<Type?> types)
    {
        foreach (Type? type in types)
        {
            Add(type);
        }
    }

    private void Add(Type? type)
    {
        if (type is null || type.IsGenericParameter || !_found.Add(type))
        {
            return;
        }

        Add(type.GetElementType());
        Add(type.IsGenericType ? type.GetGenericArguments() : []);
        if (type.IsFunctionPointer)
        {
            Add([type.GetFunctionPointerReturnType(), .. type.GetFunctionPointerParameterTypes()]);
        }
    }
}
