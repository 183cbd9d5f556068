using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Modules one after another; what lies between them is disposed as soon as it is used.</summary>
    public class Sequential : nn.Module<Tensor, Tensor>
    {
        private readonly List<nn.IModule<Tensor, Tensor>> steps = [];

        protected Sequential(params nn.Module<Tensor, Tensor>[] modules) : base(nameof(Sequential))
        {
            foreach (var module in modules)
                append(module);
        }

        protected Sequential(params (string, nn.Module<Tensor, Tensor>)[] modules) : base(nameof(Sequential))
        {
            foreach (var (name, module) in modules)
                append(name, module);
        }

        public int Count => steps.Count;

        [System.Runtime.CompilerServices.IndexerName("SequentialItems")]
        public nn.IModule<Tensor, Tensor> this[int index] => steps[index];

        public Sequential append(nn.IModule<Tensor, Tensor> module) =>
            append(steps.Count.ToString(CultureInfo.InvariantCulture), module);

        public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
        {
            steps.Add(module);
            register_module(name, (nn.Module)module);
            return this;
        }

        public override Tensor forward(Tensor tensor)
        {
            if (steps.Count == 0)
                return tensor.alias();
            var current = tensor;
            foreach (var step in steps)
            {
                var next = step.call(current);
                if (!ReferenceEquals(current, tensor) && !ReferenceEquals(current, next))
                    current.Dispose();
                current = next;
            }
            return current;
        }

        internal static Sequential Of(IEnumerable<nn.Module<Tensor, Tensor>> modules) => new(modules.ToArray());

        internal static Sequential Of(IEnumerable<(string, nn.Module<Tensor, Tensor>)> modules) => new(modules.ToArray());
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Sequential Sequential() => Modules.Sequential.Of(Array.Empty<Module<Tensor, Tensor>>());

            public static Modules.Sequential Sequential(params Module<Tensor, Tensor>[] modules) => Modules.Sequential.Of(modules);

            public static Modules.Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => Modules.Sequential.Of(modules);

            public static Modules.Sequential Sequential(params (string, Module<Tensor, Tensor>)[] modules) =>
                Modules.Sequential.Of(modules);

            public static Modules.Sequential Sequential(IEnumerable<(string, Module<Tensor, Tensor>)> modules) =>
                Modules.Sequential.Of(modules);
        }
    }
}
