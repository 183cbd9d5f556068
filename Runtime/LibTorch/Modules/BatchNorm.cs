using System.Globalization;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>The parameters and running statistics of a normalisation over the batch.</summary>
    public abstract class NormBase : nn.Module<Tensor, Tensor>
    {
        [ComponentName(Name = nameof(weight))]
        private Parameter? weightParameter;

        [ComponentName(Name = nameof(bias))]
        private Parameter? biasParameter;

        [ComponentName(Name = nameof(running_mean))]
        private Tensor? runningMean;

        [ComponentName(Name = nameof(running_var))]
        private Tensor? runningVar;

        [ComponentName(Name = nameof(num_batches_tracked))]
        private Tensor? batchesTracked;

        public NormBase(
            long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype,
            string name) : base(name)
        {
            this.num_features = num_features;
            this.eps = eps;
            this.momentum = momentum;
            this.affine = affine;
            this.track_running_stats = track_running_stats;
            if (affine)
            {
                weight = new Parameter(empty(num_features, dtype, device));
                bias = new Parameter(empty(num_features, dtype, device));
            }
            if (track_running_stats)
            {
                running_mean = zeros(num_features, dtype, device);
                running_var = ones(num_features, dtype, device);
                num_batches_tracked = tensor(0L, device: device);
            }
            reset_parameters();
        }

        public long num_features { get; }

        public double eps { get; set; }

        /// <summary>The share of the batch in the running statistics; null for their plain average.</summary>
        public double? momentum { get; set; }

        public bool affine { get; }

        public bool track_running_stats { get; }

        public Parameter weight
        {
            get => weightParameter!;
            set => ReplaceComponent(ref weightParameter, value, nameof(weight));
        }

        public Parameter? bias
        {
            get => biasParameter;
            set => ReplaceComponent(ref biasParameter, value, nameof(bias));
        }

        public Tensor? running_mean
        {
            get => runningMean;
            set => ReplaceComponent(ref runningMean, value, nameof(running_mean));
        }

        public Tensor? running_var
        {
            get => runningVar;
            set => ReplaceComponent(ref runningVar, value, nameof(running_var));
        }

        public Tensor? num_batches_tracked
        {
            get => batchesTracked;
            set => ReplaceComponent(ref batchesTracked, value, nameof(num_batches_tracked));
        }

        public void reset_running_stats()
        {
            if (!track_running_stats)
                return;
            nn.init.zeros_(running_mean!);
            nn.init.ones_(running_var!);
            nn.init.zeros_(num_batches_tracked!);
        }

        public void reset_parameters()
        {
            reset_running_stats();
            if (!affine)
                return;
            nn.init.ones_(weight);
            nn.init.zeros_(bias!);
        }

        protected abstract void ValidateInputDimensions(Tensor input);
    }

    /// <summary>Batch normalisation (Ioffe and Szegedy, 2015).</summary>
    public abstract class BatchNorm : NormBase
    {
        public BatchNorm(
            long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype,
            string name) : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
        {
        }

        public override Tensor forward(Tensor input)
        {
            ValidateInputDimensions(input);
            var share = momentum ?? 0;
            if (training && track_running_stats)
            {
                num_batches_tracked!.add_(1);
                share = momentum ?? 1 / num_batches_tracked!.ToDouble();
            }
            var useStatistics = !training || track_running_stats;
            return nn.functional.batch_norm(
                input, useStatistics ? running_mean : null, useStatistics ? running_var : null, affine ? weight : null, bias,
                training || running_mean is null, share, eps);
        }

        private protected static void RequireDimensions(Tensor input, string expected, bool fits)
        {
            if (!fits)
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"The input has {input.Dimensions} dimensions, and {expected} are needed."));
        }
    }

    /// <summary>Batch normalisation of (batch, features) or (batch, features, length).</summary>
    public sealed class BatchNorm1d : BatchNorm
    {
        internal BatchNorm1d(long features, double eps, double momentum, bool affine, bool track, Device? device, ScalarType? dtype)
            : base(features, eps, momentum, affine, track, device, dtype, nameof(BatchNorm1d))
        {
        }

        protected override void ValidateInputDimensions(Tensor input) =>
            RequireDimensions(input, "2 or 3", input.Dimensions is 2 or 3);
    }

    /// <summary>Batch normalisation of (batch, channels, height, width).</summary>
    public sealed class BatchNorm2d : BatchNorm
    {
        internal BatchNorm2d(long features, double eps, double momentum, bool affine, bool track, Device? device, ScalarType? dtype)
            : base(features, eps, momentum, affine, track, device, dtype, nameof(BatchNorm2d))
        {
        }

        protected override void ValidateInputDimensions(Tensor input) => RequireDimensions(input, "4", input.Dimensions == 4);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.BatchNorm1d BatchNorm1d(
                long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

            public static Modules.BatchNorm2d BatchNorm2d(
                long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);
        }
    }
}
