using Shouldly;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Contract;

/// <summary>Who owns a tensor.</summary>
[Collection(nameof(SharedProcess))]
public class LiveTensorTests
{
    private static long Live => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    [Fact]
    public void AScopeDisposesWhatWasMadeInIt()
    {
        var before = Live;
        Tensor kept;
        Tensor lost;
        using (var scope = NewDisposeScope())
        {
            lost = ones(3);
            kept = (lost + 1).DetachFromDisposeScope();
            (lost * 2).Dispose();
            scope.DisposablesCount.ShouldBe(1);
            scope.Contains(lost).ShouldBeTrue();
        }
        lost.IsInvalid.ShouldBeTrue();
        kept.sum().ToDouble().ShouldBe(6);
        kept.Dispose();
        // The sum was made in no scope and is left to the collector.
        (Live - before).ShouldBe(1);
    }

    [Fact]
    public void AResultMovesOutwards()
    {
        using var outer = NewDisposeScope();
        Tensor result;
        using (NewDisposeScope())
            result = (ones(2) + ones(2)).MoveToOuterDisposeScope();
        result.IsInvalid.ShouldBeFalse();
        outer.Contains(result).ShouldBeTrue();
        outer.Detach(result);
        outer.Contains(result).ShouldBeFalse();
        outer.Attach(result);
        outer.DisposablesCount.ShouldBe(1);
    }

    [Fact]
    public void EverythingButSomeIsDisposed()
    {
        using var scope = NewDisposeScope();
        var tensors = Enumerable.Range(0, 200).Select(i => full(1, i)).ToArray();
        var kept = scope.DisposeEverythingBut(tensors[7]);
        scope.DisposablesCount.ShouldBe(1);
        kept.ToInt64().ShouldBe(7);
        tensors.Count(tensor => !tensor.IsInvalid).ShouldBe(1);
    }

    [Fact]
    public void ATrainingStepLeavesNothing()
    {
        using var layer = nn.Linear(3, 2);
        using var input = randn(4, 3);
        Step();
        var before = Live;
        for (var i = 0; i < 10; i++)
            Step();
        (Live - before).ShouldBe(0);

        void Step()
        {
            using var scope = NewDisposeScope();
            layer.call(input).square().mean().backward();
            foreach (var parameter in layer.parameters())
                parameter.grad!.abs().sum().ToDouble().ShouldBeGreaterThan(0);
            layer.zero_grad();
        }
    }

    [Fact]
    public void AParameterTakesThePlaceOfItsTensor()
    {
        Tensor data;
        Parameter parameter;
        using (var scope = NewDisposeScope())
        {
            data = ones(3);
            parameter = new Parameter(data);
            data.IsInvalid.ShouldBeTrue();
            scope.DisposablesCount.ShouldBe(1);
        }
        parameter.IsInvalid.ShouldBeTrue();
    }

    [Fact]
    public void TensorsOutsideOfScopesAreFreedByTheCollector()
    {
        var before = Tensor.TotalCount;
        const int Made = 1000;
        Make();
        // Other threads of the process may hold a few; half of a thousand show that the collector frees them.
        SpinWait.SpinUntil(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return Tensor.TotalCount < before + Made / 2;
            },
            TimeSpan.FromSeconds(30)).ShouldBeTrue();

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Make()
        {
            for (var i = 0; i < Made; i++)
                ones(1);
        }
    }
}
