namespace MtlDsl;

/// <summary><see cref="CRMOGM"/> of a method that is made without arguments: for <see cref="WeightingAttribute{T}"/>.</summary>
/// <typeparam name="TMethod">The method whose weights are smoothed.</typeparam>
/// <example><code>[MultiTaskModel, Weighting&lt;CRMOGM&lt;MGDA&gt;&gt;, WeightingOption("Alpha", 0.8)]</code></example>
public sealed class CRMOGM<TMethod>() : CRMOGM(new TMethod())
    where TMethod : GramMethod, new();
