using BenchmarkDotNet.Running;
using MtlDsl.Benchmarks;

switch (args)
{
    case [] or ["peers", ..]:
        return PeersProgram.Run(args.Skip(1));
    case ["step", ..]:
        return StepProgram.QuickStart(args.Skip(1));
    case ["joint", ..]:
        return JointProgram.Run(args.Skip(1));
    case ["joint-step", ..]:
        return StepProgram.Joint(args.Skip(1));
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
