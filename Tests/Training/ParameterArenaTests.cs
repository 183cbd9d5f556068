using MtlDsl.Tests.Contract;
using Shouldly;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

[Collection(nameof(SharedProcess))]
public sealed class ParameterArenaTests
{
    [Fact]
    public void Parameters_keep_their_identity_and_values()
    {
        using Linear linear = nn.Linear(3, 2);
        Parameter weight = linear.weight!;
        float[] before = weight.Floats();

        using var arena = new ParameterArena(CPU, [weight, linear.bias!], []);

        linear.weight.ShouldBeSameAs(weight);
        weight.Floats().ShouldBe(before);
        arena.Values.Floats()[..6].ShouldBe(before);
        arena.Length.ShouldBe(8);
    }

    [Fact]
    public void Writing_to_the_arena_writes_to_the_parameters()
    {
        using Linear linear = nn.Linear(3, 2);
        using var arena = new ParameterArena(CPU, [linear.weight!, linear.bias!], []);

        arena.Values.fill_(0.25f);

        using Tensor ones = torch.ones(1, 3);
        using Tensor output = linear.call(ones);
        output.Floats().ShouldBe([1f, 1f]);
    }

    [Fact]
    public void The_backward_pass_adds_to_the_gradients_in_place()
    {
        using Linear linear = nn.Linear(3, 2);
        using var arena = new ParameterArena(CPU, [linear.weight!, linear.bias!], []);
        using DisposeScope scope = NewDisposeScope();

        for (int i = 0; i < 2; i++) linear.call(torch.ones(1, 3)).sum().backward();

        arena.Gradients.Floats().ShouldAllBe(gradient => gradient == 2);
        arena.ZeroGradients();
        linear.weight!.grad!.Floats().ShouldAllBe(gradient => gradient == 0);
    }

    [Fact]
    public void Ranges_follow_the_given_order()
    {
        using Linear shared = nn.Linear(3, 2), first = nn.Linear(2, 4), second = nn.Linear(2, 1);

        using var arena = new ParameterArena(CPU, [shared.weight!, shared.bias!], [first.weight!, first.bias!, second.weight!]);

        arena.Shared.ShouldBe(new ArenaRange(0, 8));
        arena.Own.ShouldBe(new ArenaRange(8, 14));
    }

    [Fact]
    public void A_fused_leaf_computes_what_its_parts_do()
    {
        using Linear first = nn.Linear(3, 2), second = nn.Linear(3, 4);
        using var arena = new ParameterArena(CPU, [first.weight!, second.weight!, first.bias!, second.bias!], []);
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Reference.Values([5, 3], salt: 1), upstream = Reference.Values([5, 6], salt: 2);

        Tensor parts = cat([first.call(x), second.call(x)], 1);
        parts.backward([upstream]);
        float[] expected = arena.Gradients.Floats();
        arena.ZeroGradients();
        Tensor whole = nn.functional.linear(x, arena.Fuse(first.weight!, second.weight!), arena.Fuse(first.bias!, second.bias!));
        whole.backward([upstream]);

        // Sums of 5 products of order 1, which the two products may add in different orders.
        whole.Floats().ShouldBe(parts.Floats(), 1e-6f);
        arena.Gradients.Floats().ShouldBe(expected, 1e-6f);
        first.weight!.grad!.Floats().ShouldBe(expected[..6], 1e-6f);
        expected.ShouldAllBe(gradient => gradient != 0);
    }

    [Fact]
    public void A_flat_leaf_shares_values_and_gradients()
    {
        using Linear linear = nn.Linear(3, 2);
        using var arena = new ParameterArena(CPU, [linear.weight!, linear.bias!], []);
        using DisposeScope scope = NewDisposeScope();

        Parameter flat = arena.Flatten(linear.weight!, linear.bias!);
        (flat * flat).sum().backward();

        flat.shape.ShouldBe([8L]);
        linear.bias!.grad!.Floats().ShouldBe(linear.bias!.Floats().Select(value => 2 * value).ToArray());
    }

    [Fact]
    public void Only_neighbours_of_one_row_shape_can_be_fused()
    {
        using Linear first = nn.Linear(3, 2), second = nn.Linear(2, 4), other = nn.Linear(3, 1);
        using var arena = new ParameterArena(CPU, [first.weight!, second.weight!, other.weight!], []);

        Should.Throw<ArgumentException>(() => arena.Fuse(first.weight!, other.weight!)).Message.ShouldContain("not neighbours");
        Should.Throw<ArgumentException>(() => arena.Fuse(second.weight!, first.weight!)).Message.ShouldContain("not neighbours");
        Should.Throw<ArgumentException>(() => arena.Fuse(first.weight!, second.weight!)).Message.ShouldContain("(2, 3) and (4, 2)");
        Should.Throw<ArgumentException>(() => arena.Fuse(first.bias!)).Message.ShouldContain("not in this arena");
    }

    [Fact]
    public void A_parameter_is_known_by_another_handle_too()
    {
        using Linear first = nn.Linear(3, 2), second = nn.Linear(3, 2);
        using var arena = new ParameterArena(CPU, [first.weight!, second.weight!], []);
        // As natively implemented modules give them out.
        using var handle = new Parameter(second.weight!.alias().detach());
        using var stranger = new Parameter(second.weight!.detach().clone());

        arena.Fuse(first.weight!, handle).shape.ShouldBe([4L, 3L]);
        Should.Throw<ArgumentException>(() => arena.Fuse(first.weight!, stranger)).Message.ShouldContain("not in this arena");
    }

    [Fact]
    public void Wrong_parameters_are_refused()
    {
        using Linear wide = nn.Linear(3, 2, dtype: ScalarType.Float64), twice = nn.Linear(3, 2);

        Should.Throw<ArgumentException>(() => new ParameterArena(CPU, [wide.weight!], [])).Message.ShouldContain("Float64");
        Should.Throw<ArgumentException>(() => new ParameterArena(CPU, [twice.weight!], [twice.weight!])).Message.ShouldContain("twice");
        Should.Throw<ArgumentException>(() => new ParameterArena(CPU, [], [])).Message.ShouldContain("at least one");
    }

    [Fact]
    public void A_frozen_parameter_stays_where_it_is()
    {
        using Linear linear = nn.Linear(3, 2);
        linear.bias!.requires_grad = false;

        using var arena = new ParameterArena(CPU, [linear.weight!, linear.bias!], []);

        arena.Parameters.Count.ShouldBe(1);
        arena.Parameters[0].ShouldBeSameAs(linear.weight);
    }

    [Fact]
    public void A_lost_gradient_is_noticed_and_can_be_bound_again()
    {
        using Linear linear = nn.Linear(3, 2);
        using var arena = new ParameterArena(CPU, [linear.weight!, linear.bias!], []);
        using ArenaOptimizer optimizer = new Sgd().Create(arena);
        linear.zero_grad(set_to_none: true);

        Should.Throw<InvalidOperationException>(optimizer.Step).Message.ShouldContain("parameter 1 of 2");
        optimizer.Steps.ShouldBe(0);

        arena.Rebind();
        optimizer.Step();
        optimizer.Step();
        optimizer.Steps.ShouldBe(2);
    }

    [Fact]
    public void A_replaced_gradient_is_noticed_within_as_many_steps_as_there_are_parameters()
    {
        using Linear linear = nn.Linear(3, 2);
        using var arena = new ParameterArena(CPU, [linear.weight!, linear.bias!], []);
        using ArenaOptimizer optimizer = new Sgd().Create(arena);
        using Tensor stray = zeros(2);
        linear.bias!.grad = stray;

        optimizer.Step();

        Should.Throw<InvalidOperationException>(optimizer.Step).Message.ShouldContain("parameter 2 of 2");
    }

    [Fact]
    public void Nothing_of_it_dies_with_a_scope()
    {
        using Linear linear = nn.Linear(3, 2);
        ParameterArena arena;
        Parameter fused;
        using (NewDisposeScope())
        {
            arena = new ParameterArena(CPU, [linear.weight!, linear.bias!], []);
            fused = arena.Fuse(linear.weight!);
        }

        arena.Values.Floats().Length.ShouldBe(8);
        fused.Floats().ShouldBe(linear.weight!.Floats());
        arena.Dispose();
        fused.IsInvalid.ShouldBeTrue();
    }
}
