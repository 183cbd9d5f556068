using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    // Products of vectors, matrices and batches of them.
    public partial class Tensor
    {
        public Tensor mm(Tensor target) => Aten.mm.Call([this, target]);
        public Tensor bmm(Tensor batch2) => Aten.bmm.Call([this, batch2]);
        public Tensor matmul(Tensor target) => Aten.matmul.Call([this, target]);
        public Tensor mv(Tensor target) => Aten.mv.Call([this, target]);
        public Tensor dot(Tensor target) => Aten.dot.Call([this, target]);
        public Tensor vdot(Tensor target) => Aten.vdot.Call([this, target]);
        public Tensor inner(Tensor vec2) => Aten.inner.Call([this, vec2]);
        public Tensor outer(Tensor vec2) => Aten.outer.Call([this, vec2]);
        public Tensor ger(Tensor vec2) => outer(vec2);
        public Tensor kron(Tensor other) => Aten.kron.Call([this, other]);
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1f, float alpha = 1f) =>
            Aten.addmm.Call([this, mat1, mat2, (double)beta, (double)alpha]);
        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1f, float alpha = 1f) =>
            Aten.addmm_.InPlace([this, mat1, mat2, (double)beta, (double)alpha]);
        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1f, float alpha = 1f) =>
            Aten.addmv.Call([this, mat, vec, (double)beta, (double)alpha]);
        public Tensor addbmm(Tensor batch1, Tensor batch2, float beta = 1f, float alpha = 1f) =>
            Aten.addbmm.Call([this, batch1, batch2, (double)beta, (double)alpha]);
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1f, float alpha = 1f) =>
            Aten.baddbmm.Call([this, batch1, batch2, (double)beta, (double)alpha]);
        public Tensor addr(Tensor vec1, Tensor vec2, float beta = 1f, float alpha = 1f) =>
            Aten.addr.Call([this, vec1, vec2, (double)beta, (double)alpha]);
        public Tensor det() => Aten.det.Call([this]);
        public Tensor inverse() => Aten.inverse.Call([this]);
        public Tensor trace() => Aten.trace.Call([this]);
        public Tensor tril(long diagonal = 0) => Aten.tril.Call([this, diagonal]);
        public Tensor tril_(long diagonal = 0) => Aten.tril_.InPlace([this, diagonal]);
        public Tensor triu(long diagonal = 0) => Aten.triu.Call([this, diagonal]);
        public Tensor triu_(long diagonal = 0) => Aten.triu_.InPlace([this, diagonal]);
        public Tensor diag(long diagonal = 0) => Aten.diag.Call([this, diagonal]);
        public Tensor diag_embed(long offset = 0, long dim1 = -2, long dim2 = -1) => Aten.diag_embed.Call([this, offset, dim1, dim2]);
        public Tensor diagflat(long offset = 0) => Aten.diagflat.Call([this, offset]);
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Aten.diagonal.Call([this, offset, dim1, dim2]);
    }
}
