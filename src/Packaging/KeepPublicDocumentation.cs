using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies a documentation file without the members that users of the assembly cannot see. MSBuild compiles it when it packs.
/// </summary>
public sealed class KeepPublicDocumentation : Task
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Required]
    public string AssemblyFile { get; set; }

    [Required]
    public string[] References { get; set; }

    [Required]
    public string Documentation { get; set; }

    [Required]
    public string Output { get; set; }

    public override bool Execute()
    {
        Assembly metadata = Assembly.Load("System.Reflection.MetadataLoadContext");
        object resolver = Activator.CreateInstance(
            metadata.GetType("System.Reflection.PathAssemblyResolver"), new object[] { References.Append(AssemblyFile) });
        object context = Activator.CreateInstance(metadata.GetType("System.Reflection.MetadataLoadContext"), new[] { resolver, null });
        using ((IDisposable)context)
        {
            var load = context.GetType().GetMethod("LoadFromAssemblyPath");
            var assembly = (Assembly)load.Invoke(context, new object[] { AssemblyFile });
            var seen = new HashSet<string>(assembly.GetTypes().Where(IsSeen).SelectMany(NamesOf));
            XDocument document = XDocument.Load(Documentation, LoadOptions.PreserveWhitespace);
            foreach (XElement member in document.Descendants("member").Where(m => !seen.Contains((string)m.Attribute("name"))).ToList())
            {
                if (member.PreviousNode is XText)
                {
                    member.PreviousNode.Remove();
                }

                member.Remove();
            }

            Directory.CreateDirectory(Path.GetDirectoryName(Output));
            document.Save(Output, SaveOptions.DisableFormatting);
        }

        return true;
    }

    private static bool IsSeen(Type type) =>
        type.IsNested
            ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsSeen(type.DeclaringType)
            : type.IsPublic;

    private static bool IsSeen(MethodBase method) => method != null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static IEnumerable<string> NamesOf(Type type)
    {
        string name = NameOf(type);
        IEnumerable<MethodBase> methods = type.GetConstructors(Declared).Cast<MethodBase>().Concat(type.GetMethods(Declared));
        return type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly)
            .Select(field => "F:" + name + "." + field.Name)
            .Concat(type.GetProperties(Declared).Where(property => property.GetAccessors(true).Any(IsSeen))
                .Select(property => "P:" + name + "." + Escape(property.Name) + ParametersOf(property.GetIndexParameters())))
            .Concat(type.GetEvents(Declared).Where(e => IsSeen(e.AddMethod)).Select(e => "E:" + name + "." + Escape(e.Name)))
            .Concat(methods.Where(IsSeen).Select(method => "M:" + name + "." + NameOf(method)))
            .Append("T:" + name);
    }

    private static string NameOf(MethodBase method)
    {
        string arity = method.IsGenericMethod ? "``" + method.GetGenericArguments().Length : "";
        bool isConversion = method.Name == "op_Implicit" || method.Name == "op_Explicit";
        string conversion = isConversion ? "~" + Reference(((MethodInfo)method).ReturnType) : "";
        return Escape(method.Name) + arity + ParametersOf(method.GetParameters()) + conversion;
    }

    private static string ParametersOf(ParameterInfo[] parameters) =>
        parameters.Length == 0 ? "" : "(" + string.Join(",", parameters.Select(parameter => Reference(parameter.ParameterType))) + ")";

    private static string NameOf(Type type) => type.FullName.Replace('+', '.');

    private static string Escape(string member) => member.Replace('.', '#').Replace('<', '{').Replace('>', '}');

    /// <summary>A type as the signatures of documentation name it.</summary>
    private static string Reference(Type type)
    {
        if (type.IsByRef || type.IsPointer || type.IsArray)
        {
            string suffix = type.IsByRef ? "@" : type.IsPointer ? "*"
                : type.GetArrayRank() == 1 ? "[]" : "[" + string.Join(",", Enumerable.Repeat("0:", type.GetArrayRank())) + "]";
            return Reference(type.GetElementType()) + suffix;
        }

        if (type.IsGenericParameter)
        {
            return (type.DeclaringMethod == null ? "`" : "``") + type.GenericParameterPosition;
        }

        if (!type.IsGenericType)
        {
            return NameOf(type);
        }

        string definition = NameOf(type.GetGenericTypeDefinition());
        string arguments = string.Join(",", type.GetGenericArguments().Select(Reference));
        return definition.Substring(0, definition.LastIndexOf('`')) + "{" + arguments + "}";
    }
}
