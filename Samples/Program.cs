using MtlDsl.Samples;

// A new sample is a folder of its own and an entry here. The first one runs where no name is given.
return SampleHost.Run([new QuickStartSample(), new CensusSample(), new WeightingsSample()], args);
