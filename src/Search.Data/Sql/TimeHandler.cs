using System.Data;
using System.Globalization;
using Dapper;

namespace Search.Data.Sql;

/// <summary>Instants are stored as milliseconds since 1970-01-01 UTC, in both databases.</summary>
internal sealed class TimeHandler : SqlMapper.TypeHandler<DateTimeOffset>
{
    public override DateTimeOffset Parse(object value) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture));

    public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
    {
        parameter.DbType = DbType.Int64;
        parameter.Value = value.ToUnixTimeMilliseconds();
    }
}
