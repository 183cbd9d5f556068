using System.Text.Json;
using Shouldly;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Contract;

/// <summary>L-BFGS, and what optimizers remember.</summary>
[Collection(nameof(SharedProcess))]
public class OptimizerStateTests
{
    // Each iteration divides by differences of gradients, which loses a digit of the seven that single precision has.
    private const float Tolerance = 1e-5f;

    [Fact]
    public void StepsOfLbfgsAreThoseOfPyTorch()
    {
        JsonElement figures = Reference.Load("lbfgs");
        using var network = new LbfgsNetwork();
        using var optimizer = LbfgsNetwork.Optimizer(network.Parameters);
        foreach (JsonElement expected in figures.GetProperty("parameters_after").EnumerateArray())
        {
            using var scope = NewDisposeScope();
            optimizer.step(() =>
            {
                optimizer.zero_grad();
                return network.Evaluate();
            });
            network.Values().ShouldBe(expected.Floats(), Tolerance);
        }
        network.Losses.ToArray().ShouldBe(figures.GetProperty("losses").Floats(), Tolerance);
    }

    [Fact]
    public void ARateOfZeroLeavesTheParametersOfLbfgs()
    {
        using var network = new LbfgsNetwork();
        using var optimizer = LbfgsNetwork.Optimizer(network.Parameters);
        optimizer.LearningRate.ShouldBe(0.5);
        optimizer.InitialLearningRate.ShouldBe(0.5);
        var before = network.Values();
        using var scope = NewDisposeScope();

        optimizer.LearningRate = 0;
        optimizer.step(network.Evaluate);
        network.Values().ShouldBe(before);
    }

#if TORCH_PROVIDER_SYSTEM
    // TorchSharp's packages let the exception cross native frames, which ends the process.
    [Fact]
    public void AnExceptionOfTheClosureEndsTheStepOfLbfgs()
    {
        using var network = new LbfgsNetwork();
        using var optimizer = LbfgsNetwork.Optimizer(network.Parameters);
        Should.Throw<FormatException>(() => optimizer.step(() => throw new FormatException("mine"))).Message.ShouldBe("mine");
    }
#endif

    [Theory]
    [InlineData("SGD")]
    [InlineData("Adam")]
    [InlineData("AMSGrad")]
    [InlineData("AdamW")]
    [InlineData("RMSProp")]
    public void AnOptimizerGoesOnFromItsState(string kind)
    {
        using var first = new Parameter(Reference.Values([257], salt: 31));
        using var optimizer = Make(kind, first);
        for (var step = 1; step <= 5; step++)
            Step(optimizer, first, step);
        using var stream = new MemoryStream();
        optimizer.save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;
        using var second = new Parameter(first.detach().clone());
        using var resumed = Make(kind, second, rate: 0.5);
        using (DisposeScope scope = NewDisposeScope())
        {
            resumed.load_state_dict(new BinaryReader(stream));
            scope.Detach([.. scope.DisposablesView]);
        }
        stream.Position.ShouldBe(stream.Length);
        Same(optimizer.state_dict(), resumed.state_dict());

        for (var step = 6; step <= 10; step++)
        {
            Step(optimizer, first, step);
            Step(resumed, second, step);
        }
        second.Floats().ShouldBe(first.Floats());
        Same(optimizer.state_dict(), resumed.state_dict());
        using var third = new Parameter(first.detach().clone());
        using var copied = Make(kind, third);
        copied.load_state_dict(optimizer.state_dict());
        Same(optimizer.state_dict(), copied.state_dict());
    }

    [Fact]
    public void AStateThatIsLoadedBelongsToTheScope()
    {
        using Parameter first = new(Reference.Values([257], salt: 31)), second = new(first.detach().clone());
        using OptimizerHelper optimizer = Make("SGD", first), copied = Make("SGD", second), read = Make("SGD", second);
        Step(optimizer, first, 1);
        using var stream = new MemoryStream();
        optimizer.save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;
        using (NewDisposeScope())
        {
            copied.load_state_dict(optimizer.state_dict());
            read.load_state_dict(new BinaryReader(stream));
            Momentum(copied).IsInvalid.ShouldBeFalse();
            Momentum(read).IsInvalid.ShouldBeFalse();
        }
        Momentum(copied).IsInvalid.ShouldBeTrue();
        Momentum(read).IsInvalid.ShouldBeTrue();
        Momentum(optimizer).IsInvalid.ShouldBeFalse();

        static Tensor Momentum(OptimizerHelper of) => ((SGD.State)of.state_dict().State.ShouldHaveSingleItem()).momentum_buffer;
    }

    [Fact]
    public void AStateThatDoesNotFitIsRefused()
    {
        using var parameter = new Parameter(zeros(3));
        using var other = new Parameter(zeros(4));
        using OptimizerHelper adam = Make("Adam", parameter), adamW = Make("AdamW", parameter), larger = Make("Adam", other);
        using var stream = new MemoryStream();
        adam.save_state_dict(new BinaryWriter(stream));
        Should.Throw<InvalidDataException>(() => Load(adamW));
        Should.Throw<ArgumentException>(() => Load(larger));

        void Load(OptimizerHelper optimizer)
        {
            stream.Position = 0;
            optimizer.load_state_dict(new BinaryReader(stream));
        }
    }

    private static void Same(optim.Optimizer.StateDictionary one, optim.Optimizer.StateDictionary other)
    {
        other.Options.ShouldHaveSingleItem().LearningRate.ShouldBe(one.Options.ShouldHaveSingleItem().LearningRate);
        other.State.ShouldHaveSingleItem().ApproximatelyEquals(one.State.ShouldHaveSingleItem()).ShouldBeTrue();
        other.StateIndexRef.ShouldHaveSingleItem().ShouldBe([0]);
    }

    private static void Step(OptimizerHelper optimizer, Parameter parameter, int step)
    {
        using var gradient = Reference.Values([257], salt: 100 + step);
        parameter.grad = gradient;
        optimizer.step();
    }

    private static OptimizerHelper Make(string kind, Parameter parameter, double rate = 0.1)
    {
        Parameter[] parameters = [parameter];
        return kind switch
        {
            "SGD" => optim.SGD(parameters, rate, momentum: 0.9),
            "Adam" => optim.Adam(parameters, rate),
            "AMSGrad" => optim.Adam(parameters, rate, amsgrad: true),
            "AdamW" => optim.AdamW(parameters, rate),
            _ => optim.RMSProp(parameters, rate, momentum: 0.5, centered: true),
        };
    }
}
