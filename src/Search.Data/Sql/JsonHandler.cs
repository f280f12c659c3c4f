using System.Data;
using System.Text.Json;
using Dapper;

namespace Search.Data.Sql;

/// <summary>Small lists and options are stored as JSON text.</summary>
internal sealed class JsonHandler<T> : SqlMapper.TypeHandler<T>
{
    public override T? Parse(object value) => JsonSerializer.Deserialize<T>((string)value);

    public override void SetValue(IDbDataParameter parameter, T? value)
    {
        parameter.DbType = DbType.String;
        parameter.Value = JsonSerializer.Serialize(value);
    }
}
