using Shouldly;
using TorchSharp;
using Xunit;

namespace MtlDsl.Tests;

public class DevicesTests
{
    [Theory]
    [InlineData("cpu", 0, "cpu")]
    [InlineData("cpu", 2, "cpu")]
    [InlineData("auto", 0, "cpu")]
    [InlineData("auto", 2, "cuda:0")]
    [InlineData("cuda", 1, "cuda:0")]
    [InlineData("cuda:0", 1, "cuda:0")]
    [InlineData("cuda:1", 2, "cuda:1")]
    public void A_name_gives_its_device(string name, int cudaCount, string expected) =>
        Devices.Resolve(name, cudaCount).ToString().ShouldBe(expected);

    [Theory]
    [InlineData("cuda", 0, "'cuda' was asked for; this machine has no CUDA device. Use 'cpu', or 'auto'.")]
    [InlineData("cuda:1", 1, "'cuda:1' was asked for; this machine has 1 CUDA device (cuda:0). Use 'cpu' or 'cuda:0', or 'auto'.")]
    [InlineData("cuda:7", 2,
        "'cuda:7' was asked for; this machine has 2 CUDA devices (cuda:0 to cuda:1). Use 'cpu' or 'cuda:0' or 'cuda:1', or 'auto'.")]
    public void An_absent_device_is_an_error_that_names_what_there_is(string name, int cudaCount, string message) =>
        Should.Throw<InvalidOperationException>(() => Devices.Resolve(name, cudaCount)).Message.ShouldBe(message);

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("CUDA")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda: 1")]
    [InlineData("cuda:x")]
    [InlineData("cuda:99999999999")]
    [InlineData("cpu:0")]
    public void Another_name_is_an_argument_error(string name) =>
        Should.Throw<ArgumentException>(() => Devices.Resolve(name, 1)).Message.ShouldStartWith($"'{name}' names no device");

    [Fact]
    public void The_cpu_is_always_available()
    {
        Devices.Available[0].ShouldBe("cpu");
        Devices.Resolve("cpu").type.ShouldBe(DeviceType.CPU);
        Devices.Available.ShouldContain(Devices.Resolve("auto").ToString());
    }
}
