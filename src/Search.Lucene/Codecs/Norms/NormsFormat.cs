namespace Search.Lucene.Codecs.Norms;

/// <summary>Constants of Lucene's norms format 8.0; see FORMAT.md.</summary>
internal static class NormsFormat
{
    public const string DataCodec = "Lucene80NormsData";
    public const string MetaCodec = "Lucene80NormsMetadata";
    public const int Version = 0;
    public const string DataExtension = "nvd";
    public const string MetaExtension = "nvm";

    /// <summary>Ends the fields of the metadata.</summary>
    public const int EndOfFields = -1;
}
