using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A libtorch tensor.</summary>
    /// <remarks>
    /// A tensor made in a scope belongs to that scope. Any other has a <see cref="Guardian"/>, whose finalizer frees it
    /// when nobody disposed it; the tensor itself has none, so the many that a step makes in its scope cost none.
    /// </remarks>
    public partial class Tensor : IDisposable
    {
        private static long totalCount;
        private static long peakCount;

        private IntPtr handle;

        // A DisposeScope, a Guardian, or null once the tensor is disposed.
        private object? owner;

        internal Tensor(IntPtr handle)
        {
            this.handle = handle;
            var total = Interlocked.Increment(ref totalCount);
            if (total > peakCount)
                peakCount = total;

            var manager = DisposeScopeManager.Instance;
            var scope = manager.Current;
            manager.Statistic.Created(scope is not null);
            if (scope is null)
            {
                owner = new Guardian(handle);
                return;
            }
            owner = scope;
            scope.Add(this);
        }

        /// <summary>Takes over what another tensor holds, and its place in a scope; the other is empty afterwards.</summary>
        private protected Tensor(Tensor other)
        {
            handle = other.Handle;
            owner = other.owner;
            if (owner is DisposeScope scope)
                scope.Replace(other, this);
            other.handle = IntPtr.Zero;
            other.owner = null;
        }

        /// <summary>How many tensors live in this process.</summary>
        public static long TotalCount => Interlocked.Read(ref totalCount);

        /// <summary>How many tensors lived at once, at most.</summary>
        public static long PeakCount => Interlocked.Read(ref peakCount);

        /// <summary>The native tensor.</summary>
        /// <exception cref="InvalidOperationException">The tensor is disposed.</exception>
        public IntPtr Handle => handle != IntPtr.Zero ? handle : throw Disposed();

        public bool IsInvalid => handle == IntPtr.Zero;

        internal int ScopeIndex { get; set; }

        internal DisposeScope? OwningScope
        {
            get => owner as DisposeScope;
            set
            {
                if (owner is DisposeScope old)
                    old.Remove(this);
                else
                    (owner as Guardian)?.Release();
                owner = value ?? (object)new Guardian(handle);
                value?.Add(this);
            }
        }

        /// <summary>Frees the tensor; once more does nothing.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (handle == IntPtr.Zero)
                return;
            DisposeScopeManager.Instance.Statistic.Disposed(owner is DisposeScope);
            if (owner is DisposeScope scope)
                scope.Remove(this);
            else
                (owner as Guardian)?.Release();
            ReleaseHandle();
        }

        /// <summary>Takes the tensor out of its scope, if it is in one.</summary>
        public Tensor DetachFromDisposeScope() => OwningScope?.Detach(this) ?? this;

        /// <summary>Moves the tensor from its scope into the one around that.</summary>
        public Tensor MoveToOuterDisposeScope() => OwningScope?.MoveToOuter(this) ?? this;

        /// <summary>Moves the tensor into the scope of another, or out of all scopes where that is in none.</summary>
        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningScope);

        /// <summary>Moves the tensor into another scope; null takes it out of all scopes.</summary>
        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningScope is { } scope)
                scope.MoveToOther(other, this);
            else
                other?.Attach(this);
            return this;
        }

        /// <summary>A second tensor object for the same native tensor.</summary>
        public Tensor alias() => new(Native.mtl_tensor_alias(Handle));

        /// <summary>Hands the native tensor to the caller, who has to free it; this one is empty afterwards.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            var decoupled = Handle;
            DisposeScopeManager.Instance.Statistic.Disposed(owner is DisposeScope);
            if (owner is DisposeScope scope)
                scope.Remove(this);
            else
                (owner as Guardian)?.Release();
            handle = IntPtr.Zero;
            owner = null;
            Interlocked.Decrement(ref totalCount);
            return decoupled;
        }

        internal static unsafe Tensor[] Adopt(IntPtr* handles, long count)
        {
            var tensors = new Tensor[count];
            for (var i = 0; i < tensors.Length; i++)
                tensors[i] = handles[i] == IntPtr.Zero ? null! : new Tensor(handles[i]);
            return tensors;
        }

        internal void ReleaseHandle()
        {
            Native.mtl_tensor_release(handle);
            handle = IntPtr.Zero;
            owner = null;
            Interlocked.Decrement(ref totalCount);
        }

        /// <summary>Releases the tensors of a scope, and clears the span.</summary>
        internal static unsafe void ReleaseAll(Span<Tensor> tensors)
        {
            const int Batch = 64;
            var handles = stackalloc IntPtr[Batch];
            for (var start = 0; start < tensors.Length; start += Batch)
            {
                var batch = tensors.Slice(start, Math.Min(Batch, tensors.Length - start));
                for (var i = 0; i < batch.Length; i++)
                {
                    handles[i] = batch[i].handle;
                    batch[i].handle = IntPtr.Zero;
                    batch[i].owner = null;
                }
                Native.mtl_tensor_release_all(handles, batch.Length);
            }
            Interlocked.Add(ref totalCount, -tensors.Length);
            tensors.Clear();
        }

        private static InvalidOperationException Disposed() => new("Tensor invalid -- empty handle: the tensor is disposed.");

        /// <summary>Frees a tensor that is in no scope and that nobody disposed.</summary>
        private sealed class Guardian(IntPtr handle)
        {
            ~Guardian()
            {
                Native.mtl_tensor_release(handle);
                Interlocked.Decrement(ref totalCount);
            }

            /// <summary>The tensor has another owner now.</summary>
            internal void Release() => GC.SuppressFinalize(this);
        }
    }
}
