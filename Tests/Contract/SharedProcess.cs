using Xunit;

namespace MtlDsl.Tests.Contract;

/// <summary>Tests of what the whole process shares (the default generator, the count of live tensors) run alone.</summary>
[CollectionDefinition(nameof(SharedProcess), DisableParallelization = true)]
public class SharedProcess;
