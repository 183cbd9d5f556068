using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What is done with the gradients and parameters of a module as a whole.</summary>
        public static partial class utils
        {
            /// <summary>Scales the gradients so that the norm of all of them together is at most max_norm.</summary>
            /// <returns>The norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var scope = NewDisposeScope();
                using var mode = no_grad();
                var gradients = Gradients(tensors);
                if (gradients.Count == 0)
                    return 0;
                var order = (float)norm_type;
                var total = stack(gradients.Select(gradient => gradient.norm(order).to(gradients[0].device))).norm(order).ToDouble();
                // As PyTorch: the constant keeps a norm of zero from dividing.
                var scale = max_norm / (total + 1e-6);
                if (scale < 1)
                {
                    foreach (var gradient in gradients)
                        gradient.mul_(scale);
                }
                return total;
            }

            /// <summary>Bounds each element of the gradients by ±clip_value.</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var scope = NewDisposeScope();
                using var mode = no_grad();
                foreach (var gradient in Gradients(tensors))
                    gradient.clamp_(-clip_value, clip_value);
            }

            /// <summary>One vector of all parameters.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return cat(tensors.Select(parameter => parameter.view(-1)).ToArray()).MoveToOuterDisposeScope();
            }

            /// <summary>Copies the parts of a vector into the parameters.</summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                using var mode = no_grad();
                var start = 0L;
                foreach (var parameter in tensors)
                {
                    var length = parameter.NumberOfElements;
                    parameter.copy_(vec.narrow(0, start, length).view_as(parameter));
                    start += length;
                }
            }

            private static List<Tensor> Gradients(IEnumerable<Parameter> parameters) =>
                parameters.Select(parameter => parameter.grad).OfType<Tensor>().ToList();
        }
    }
}
