using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Has a learning rate that can be set between steps.</summary>
        public interface ILearningRateController
        {
            double LearningRate { get; set; }

            double InitialLearningRate { get; set; }
        }

        /// <summary>Has a momentum that can be set between steps.</summary>
        public interface IMomentum
        {
            double Momentum { get; set; }
        }

        /// <summary>Has the decay rates of two moving averages that can be set between steps.</summary>
        public interface IBetas
        {
            (double, double) Betas { get; set; }
        }

        /// <summary>Changes parameters by their gradients.</summary>
        public abstract class Optimizer : IDisposable
        {
            protected IList<ParamGroup> _parameter_groups = [];
            private IntPtr handle;

            /// <param name="handle">A native optimizer; IntPtr.Zero for one written in .NET.</param>
            protected Optimizer(IntPtr handle) => this.handle = handle;

            ~Optimizer() => Dispose(false);

            public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

            public virtual IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

            public virtual void add_param_group(ParamGroup param_group) => _parameter_groups.Add(param_group);

            /// <summary>Changes the parameters once; the closure, if there is one, computes the loss and its gradients first.</summary>
            public virtual Tensor step(Func<Tensor> closure = null!) =>
                throw new NotSupportedException($"{GetType().Name} does not override step().");

            public virtual void zero_grad()
            {
                foreach (var parameter in parameters())
                {
                    using var grad = parameter.grad;
                    grad?.zero_();
                }
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (handle == IntPtr.Zero)
                    return;
                Native.mtl_lbfgs_release(handle);
                handle = IntPtr.Zero;
            }

            private protected IntPtr NativeHandle =>
                handle != IntPtr.Zero ? handle : throw new ObjectDisposedException(GetType().Name);

            /// <summary>An optimizer's options, one for each group, and its state, one for each parameter.</summary>
            public class StateDictionary
            {
                internal StateDictionary()
                {
                }

                public List<OptimizerOptions> Options { get; } = [];

                public List<OptimizerState> State { get; } = [];

                /// <summary>For each group, the indices of its parameters' states.</summary>
                public List<List<int>> StateIndexRef { get; } = [];
            }
        }
    }
}
