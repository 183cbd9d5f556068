using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Linear algebra.</summary>
    public static partial class linalg
    {
        public static Tensor cholesky(Tensor input) => Aten.linalg_cholesky.Call([input]);

        public static Tensor det(Tensor input) => Aten.linalg_det.Call([input]);

        /// <summary>Eigenvalues in ascending order and eigenvectors of a symmetric matrix, of which one triangle is read.</summary>
        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') =>
            Aten.linalg_eigh.CallPair([input, UPLO.ToString()]);

        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => Aten.linalg_eigvalsh.Call([input, UPLO.ToString()]);

        public static Tensor inv(Tensor input) => Aten.linalg_inv.Call([input]);

        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) =>
            Aten.linalg_pinv_atol_rtol_float.Call([input, atol, rtol, hermitian]);

        /// <summary>X in A · X = B, or in X · A = B.</summary>
        public static Tensor solve(Tensor A, Tensor B, bool left = true) => Aten.linalg_solve.Call([A, B, left]);

        public static (Tensor, Tensor, Tensor) svd(Tensor input, bool fullMatrices = true)
        {
            var parts = Aten.linalg_svd.CallMany([input, fullMatrices]);
            return (parts[0], parts[1], parts[2]);
        }

        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) =>
            Aten.linalg_norm.Call([input, Argument.None, dims, keepdim]);

        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) =>
            Aten.linalg_norm.Call([input, ord, dims, keepdim]);

        public static Tensor vector_norm(Tensor input, double ord = 2, long[]? dims = null, bool keepdim = false) =>
            Aten.linalg_vector_norm.Call([input, ord, dims, keepdim]);
    }

    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Sequences of several lengths as one tensor.</summary>
            public static partial class rnn
            {
                /// <summary>(longest, batch, ...), or (batch, longest, ...), with the padding value after the end of each.</summary>
                public static Tensor pad_sequence(IEnumerable<Tensor> sequences, bool batch_first = false, double padding_value = 0) =>
                    Aten.pad_sequence.Call([sequences.ToArray(), batch_first, padding_value]);
            }
        }
    }
}
