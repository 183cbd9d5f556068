using System.Runtime.InteropServices;
using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MtlDsl.Tests.Contract;

/// <summary>What libtorch rejects comes back as an exception that carries its message, and the process goes on.</summary>
public class NativeFailureTests
{
    public static TheoryData<string, string> Failures => new()
    {
        { "mm", "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)" },
        { "bmm", "batch1 must be a 3D tensor" },
        { "linear", "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)" },
        { "cat", "Sizes of tensors must match" },
        { "view", "shape '[4, 4]' is invalid for input of size 6" },
        { "add", "must match the size of tensor b" },
        { "cross_entropy", "Target 9 is out of bounds" },
        { "index_select", "index out of range" },
        { "gather", "out of bounds" },
        { "select", "out of range" },
        { "squared dtype", "not implemented for" },
        { "requires_grad of integers", "require gradients" },
        { "backward of a vector", "grad can be implicitly created only for scalar outputs" },
        { "backward twice", "second time" },
        { "backward without a graph", "does not require grad" },
        { "in place on a leaf", "in-place operation" },
#if TORCH_PROVIDER_SYSTEM
        // TorchSharp has no catch at this function: the process would end.
        { "matmul", "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)" },
#endif
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void IsAnExceptionWithTheMessageOfLibtorch(string failure, string message)
    {
        using var scope = NewDisposeScope();
        var exception = Should.Throw<ExternalException>(() => Fail(failure));
        exception.Message.ShouldContain(message);
#if TORCH_PROVIDER_SYSTEM
        exception.Message.ShouldNotContain("frame #0", Case.Sensitive, "the C++ stack says nothing to a user");
#endif
        ones(2, 3).mm(ones(3, 2)).sum().ToDouble().ShouldBe(12);
    }

    [Fact]
    public void ADisposedTensorSaysSo()
    {
        var tensor = ones(2);
        tensor.Dispose();
        tensor.Dispose();
        Should.Throw<InvalidOperationException>(() => tensor.add(1)).Message.ShouldContain("invalid");
        Should.Throw<InvalidOperationException>(() => tensor.shape);
    }

    [Fact]
    public void FailuresOnOtherThreadsKeepTheirOwnMessages()
    {
        Parallel.For(0, 64, i =>
        {
            using var scope = NewDisposeScope();
            var width = i + 4;
            var exception = Should.Throw<ExternalException>(() => ones(2, 3).mm(ones(width, 5)));
            exception.Message.ShouldContain(FormattableString.Invariant($"(2x3 and {width}x5)"));
        });
    }

    private static Tensor? Fail(string failure)
    {
        var matrix = ones(2, 3);
        var leaf = ones(new long[] { 2 }, requires_grad: true);
        switch (failure)
        {
            case "mm":
                return matrix.mm(matrix);
            case "matmul":
                return matrix.matmul(matrix);
            case "bmm":
                return matrix.bmm(matrix);
            case "linear":
                return F.linear(matrix, ones(5, 4), ones(5));
            case "cat":
                return cat(new[] { matrix, ones(2, 4) }, 0);
            case "view":
                return matrix.view(4, 4);
            case "add":
                return matrix + ones(2, 4);
            case "cross_entropy":
                return F.cross_entropy(matrix, tensor(new long[] { 0, 9 }));
            case "index_select":
                return matrix.index_select(0, tensor(new long[] { 5 }));
            case "gather":
                return matrix.gather(1, tensor(new long[] { 7 }, new long[] { 1, 1 }));
            case "select":
                return matrix.select(0, 7);
            case "squared dtype":
                return ones(2, 2, ScalarType.Bool).mm(ones(2, 2, ScalarType.Bool));
            case "requires_grad of integers":
                return ones(2, ScalarType.Int64).requires_grad_();
            case "backward of a vector":
                (leaf * 2).backward();
                return null;
            case "backward twice":
                var loss = leaf.exp().sum();
                loss.backward();
                loss.backward();
                return null;
            case "backward without a graph":
                matrix.sum().backward();
                return null;
            case "in place on a leaf":
                return leaf.add_(1);
            default:
                throw new ArgumentOutOfRangeException(nameof(failure), failure, "There is no such failure.");
        }
    }
}
