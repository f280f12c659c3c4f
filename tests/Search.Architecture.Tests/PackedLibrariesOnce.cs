namespace Search.Architecture.Tests;

/// <summary>Tests that share one packing.</summary>
[CollectionDefinition(nameof(PackedLibraries))]
public sealed class PackedLibrariesOnce : ICollectionFixture<PackedLibraries>;
