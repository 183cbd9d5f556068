using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>An ATen operator, found in libtorch's dispatcher at its first call by the name of its schema.</summary>
internal sealed unsafe class Operator(string name, string overload = "")
{
    // Lists longer than this (a cat of hundreds of tensors) go through the heap.
    private const int StackWords = 128;

    private IntPtr handle;

    private IntPtr Handle => handle != IntPtr.Zero ? handle : handle = Native.CheckHandle(Native.mtl_find_operator(name, overload));

    /// <summary>Calls an operator that returns one tensor.</summary>
    [SkipLocalsInit]
    internal Tensor Call(ReadOnlySpan<Argument> arguments)
    {
        var native = stackalloc NativeArgument[arguments.Length];
        var words = Copy(arguments, native);
        var result = words == 0
            ? Native.mtl_call(Handle, native, arguments.Length)
            : CallWithLists(arguments, native, words, null);
        return new Tensor(Native.CheckHandle(result));
    }

    /// <summary>Calls an operator that changes its first argument, and returns that.</summary>
    [SkipLocalsInit]
    internal Tensor InPlace(ReadOnlySpan<Argument> arguments)
    {
        var native = stackalloc NativeArgument[arguments.Length];
        var words = Copy(arguments, native);
        Native.Check(words == 0
            ? Native.mtl_call_void(Handle, native, arguments.Length)
            : (long)CallWithLists(arguments, native, words, &CallVoid));
        return (Tensor)arguments[0].Reference!;
    }

    /// <summary>Calls an operator that returns several tensors, or a list of them.</summary>
    [SkipLocalsInit]
    internal Tensor[] CallMany(ReadOnlySpan<Argument> arguments)
    {
        var native = stackalloc NativeArgument[arguments.Length];
        var words = Copy(arguments, native);
        IntPtr* handles;
        var count = words == 0
            ? Native.mtl_call_many(Handle, native, arguments.Length, &handles)
            : (long)CallWithLists(arguments, native, words, &CallManyVoid, &handles);
        Native.Check(count);
        return Tensor.Adopt(handles, count);
    }

    /// <summary>Calls an operator that returns two tensors.</summary>
    internal (Tensor, Tensor) CallPair(ReadOnlySpan<Argument> arguments)
    {
        var results = CallMany(arguments);
        return (results[0], results[1]);
    }

    /// <summary>Calls an operator that returns a number or a bool.</summary>
    [SkipLocalsInit]
    internal NativeArgument CallScalar(ReadOnlySpan<Argument> arguments)
    {
        var native = stackalloc NativeArgument[arguments.Length];
        if (Copy(arguments, native) != 0)
            throw new NotSupportedException($"{name} is called with a list for a number.");
        NativeArgument result;
        Native.Check(Native.mtl_call_scalar(Handle, native, arguments.Length, &result));
        return result;
    }

    /// <summary>Copies the arguments, and counts the words that their lists need.</summary>
    private static int Copy(ReadOnlySpan<Argument> arguments, NativeArgument* native)
    {
        var words = 0;
        for (var i = 0; i < arguments.Length; i++)
        {
            ref readonly var argument = ref arguments[i].Native;
            native[i] = argument;
            if (argument.Kind >= ArgumentKind.IntList)
                words += Words(argument);
        }
        return words;
    }

    // One word more than the list: an empty list needs an address too.
    private static int Words(in NativeArgument argument) => argument.Kind switch
    {
        ArgumentKind.Device or ArgumentKind.Generator or ArgumentKind.Number => 0,
        ArgumentKind.String => argument.Length / sizeof(long) + 1,
        _ => argument.Length + 1,
    };

    private static IntPtr CallVoid(IntPtr op, NativeArgument* native, int count, IntPtr** handles) =>
        Native.mtl_call_void(op, native, count);

    private static IntPtr CallManyVoid(IntPtr op, NativeArgument* native, int count, IntPtr** handles) =>
        (IntPtr)Native.mtl_call_many(op, native, count, handles);

    [SkipLocalsInit]
    private IntPtr CallWithLists(
        ReadOnlySpan<Argument> arguments, NativeArgument* native, int words,
        delegate*<IntPtr, NativeArgument*, int, IntPtr**, IntPtr> call, IntPtr** handles = null)
    {
        var space = words <= StackWords ? stackalloc long[words] : new long[words];
        fixed (long* start = space)
        {
            var next = start;
            for (var i = 0; i < arguments.Length; i++)
            {
                var used = Words(native[i]);
                if (native[i].Kind < ArgumentKind.IntList || used == 0)
                    continue;
                Write(arguments[i].Reference!, new Span<long>(next, used));
                native[i].Bits = (long)next;
                next += used;
            }
            return call == null
                ? Native.mtl_call(Handle, native, arguments.Length)
                : call(Handle, native, arguments.Length, handles);
        }
    }

    private static void Write(object list, Span<long> words)
    {
        switch (list)
        {
            case long[] integers:
                integers.CopyTo(words);
                break;
            case double[] numbers:
                numbers.CopyTo(MemoryMarshal.Cast<long, double>(words));
                break;
            case byte[] text:
                text.CopyTo(MemoryMarshal.AsBytes(words));
                break;
            case Tensor?[] tensors:
                for (var i = 0; i < tensors.Length; i++)
                    words[i] = tensors[i]?.Handle ?? IntPtr.Zero;
                break;
        }
    }
}
