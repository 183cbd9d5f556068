using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>L-BFGS (Liu and Nocedal, 1989) without a line search, as libtorch has it: a step computes the loss several times.</summary>
    public class LBFGS : optim.Optimizer, optim.ILearningRateController
    {
        public double _rate;

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate IntPtr LossClosure();

        internal LBFGS(IntPtr handle, double lr, IReadOnlyList<Parameter> parameters) : base(handle)
        {
            _rate = lr;
            InitialLearningRate = lr;
            var options = new OptimizerOptions { LearningRate = lr, InitialLearningRate = lr };
            _parameter_groups.Add(new ParamGroup { Parameters = parameters, Options = options });
        }

        /// <summary>The rate of the steps. That of the group in <see cref="ParamGroups"/> has no part in them, as in TorchSharp.</summary>
        public double LearningRate
        {
            get => _rate;
            set
            {
                Native.Check(Native.mtl_lbfgs_set_lr(NativeHandle, value));
                _rate = value;
            }
        }

        public double InitialLearningRate { get; set; }

        public override IEnumerable<optim.ILearningRateController> ParamGroups => base.ParamGroups;

        /// <summary>Changes the parameters once.</summary>
        /// <param name="closure">Computes the loss and its gradients; it is called several times, and the tensor it returns is empty afterwards.</param>
        public override Tensor step(Func<Tensor> closure)
        {
            ArgumentNullException.ThrowIfNull(closure);
            ExceptionDispatchInfo? failure = null;
            LossClosure evaluate = () =>
            {
                // No exception may cross native frames.
                try
                {
                    return closure().DecoupleFromNativeHandle();
                }
                catch (Exception exception)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                    return IntPtr.Zero;
                }
            };
            var loss = Native.mtl_lbfgs_step(NativeHandle, Marshal.GetFunctionPointerForDelegate(evaluate));
            GC.KeepAlive(evaluate);
            failure?.Throw();
            return new Tensor(Native.CheckHandle(loss));
        }

        internal static unsafe LBFGS Create(
            Parameter[] parameters, double lr, long maxIter, long maxEval, double toleranceGrad, double toleranceChange, long historySize)
        {
            var handles = parameters.Select(parameter => parameter.Handle).ToArray();
            fixed (IntPtr* first = handles)
            {
                var handle = Native.mtl_lbfgs_new(first, handles.Length, lr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize);
                return new LBFGS(Native.CheckHandle(handle), lr, parameters);
            }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static Modules.LBFGS LBFGS(
                IEnumerable<Modules.Parameter> parameters, double lr = 0.01, long max_iter = 20, long? max_eval = null,
                double tolerange_grad = 1e-05, double tolerance_change = 1e-09, long history_size = 100) =>
                Modules.LBFGS.Create(
                    [.. parameters], lr, max_iter, max_eval ?? 5 * max_iter / 4, tolerange_grad, tolerance_change, history_size);

            public static Modules.LBFGS LBFGS(
                IEnumerable<(string name, Modules.Parameter parameter)> parameters, double lr = 0.01, long max_iter = 20,
                long? max_eval = null, double tolerange_grad = 1e-05, double tolerance_change = 1e-09, long history_size = 100) =>
                LBFGS(parameters.Select(entry => entry.parameter), lr, max_iter, max_eval, tolerange_grad, tolerance_change, history_size);
        }
    }
}
